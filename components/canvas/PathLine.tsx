'use client'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import type { EdgeProps } from 'reactflow'
import { cx } from '#components/ui/cx.ts'
import { useCanvasActions } from './CanvasContext.ts'
import type { LineEdge } from './derive.ts'
import { arrowHead, cornersOf, DOT_REACH, middleOf, PILL_REACH, roundedLine } from './geometry.ts'

/** A path: straight runs with round corners and an arrow; in Live as wide as the members who took it. */
export const PathLine = memo(function PathLine({ sourceX, sourceY, targetX, targetY, data, selected }: EdgeProps<LineEdge>) {
  if (!data) return null
  const start = { x: sourceX, y: sourceY - (data.pill ? PILL_REACH : DOT_REACH) + (data.pill ? 12 : 0) }
  if (data.flow !== null) return <Flow start={start} end={{ x: targetX + data.shift, y: targetY + 1 }} width={data.flow} />
  const tip = { x: targetX, y: targetY - 2 }
  const corners = cornersOf(start, tip)
  const line = roundedLine(corners)
  return (
    <>
      <path d={line} className="react-flow__edge-interaction" fill="none" strokeOpacity={0} strokeWidth={20} />
      <path d={line} className={cx('canvas-line', selected && 'canvas-on')} />
      <path d={arrowHead(tip)} className={cx('canvas-line canvas-head', selected && 'canvas-on')} />
      {data.editable && <Plus at={middleOf(corners)} data={data} />}
    </>
  )
})

function Plus({ at, data }: { at: { x: number; y: number }; data: NonNullable<LineEdge['data']> }) {
  const t = useTranslations('designer')
  const { insertOn } = useCanvasActions()
  return (
    <g
      role="button"
      tabIndex={0}
      aria-label={t('insertBetween', { source: data.sourceName, target: data.targetName })}
      className="canvas-plus"
      transform={`translate(${at.x} ${at.y})`}
      onClick={(event) => {
        event.stopPropagation()
        insertOn(data.path, { x: event.clientX, y: event.clientY })
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        const box = event.currentTarget.getBoundingClientRect()
        insertOn(data.path, { x: box.x + box.width / 2, y: box.bottom })
      }}
    >
      <circle r={10} />
      <path d="M0 -4V4M-4 0H4" />
    </g>
  )
}

/** A thin core that never vanishes, within a band of true width. */
function Flow({ start, end, width }: { start: { x: number; y: number }; end: { x: number; y: number }; width: number }) {
  const line = roundedLine(cornersOf(start, end), 14)
  return (
    <>
      <path d={line} className="canvas-flow" strokeWidth={width} />
      <path d={line} className={width > 0 ? 'canvas-core' : 'canvas-line'} />
    </>
  )
}
