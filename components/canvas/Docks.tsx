'use client'
import { Hand, Maximize, Minus, MousePointer2, Plus, Workflow } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FitViewOptions, Panel, useReactFlow, useStore } from 'reactflow'
import { IconButton } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { useFormat } from '#components/useFormat.ts'

const dock =
  'm-3! flex h-8 items-center overflow-hidden rounded-[8px] border border-line-strong bg-raised shadow-lift-2 [&_button]:rounded-none'

type ToolProps = { panning: boolean; onPanning: (panning: boolean) => void; onTidy: () => void }

/** Select, pan, tidy. */
export function ToolDock({ panning, onPanning, onTidy }: ToolProps) {
  const t = useTranslations('designer.tool')
  const tool = (on: boolean) => cx(on && 'bg-accent-soft text-accent-text')
  return (
    <Panel position="top-left" className={dock}>
      <IconButton label={t('select')} aria-pressed={!panning} onClick={() => onPanning(false)} className={tool(!panning)}>
        <MousePointer2 />
      </IconButton>
      <IconButton label={t('pan')} aria-pressed={panning} onClick={() => onPanning(true)} className={tool(panning)}>
        <Hand />
      </IconButton>
      <IconButton label={t('tidy')} onClick={onTidy}>
        <Workflow />
      </IconButton>
    </Panel>
  )
}

/** Zoom out, how far, zoom in, fit. */
export function ZoomDock({ fit }: { fit: FitViewOptions }) {
  const t = useTranslations('designer.tool')
  const format = useFormat()
  const flow = useReactFlow()
  const zoom = useStore((state) => state.transform[2])
  return (
    <Panel position="top-right" className={dock}>
      <IconButton label={t('zoomOut')} onClick={() => flow.zoomOut({ duration: 120 })}>
        <Minus />
      </IconButton>
      <button
        type="button"
        title={t('zoomWhole')}
        onClick={() => flow.zoomTo(1, { duration: 120 })}
        className="num w-11 text-center text-small text-text-2"
      >
        {format.number(Math.round(zoom * 100))}%
      </button>
      <IconButton label={t('zoomIn')} onClick={() => flow.zoomIn({ duration: 120 })}>
        <Plus />
      </IconButton>
      <span className="h-5 w-px bg-line" />
      <IconButton label={t('fit')} onClick={() => flow.fitView({ ...fit, duration: 200 })}>
        <Maximize />
      </IconButton>
    </Panel>
  )
}
