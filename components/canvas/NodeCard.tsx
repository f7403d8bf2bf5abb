'use client'
import { Check, TriangleAlert, User } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Handle, type NodeProps, Position, useConnection } from 'reactflow'
import { faceOf } from '#components/nodes/registry.ts'
import { cx } from '#components/ui/cx.ts'
import { KindWord, Tile } from '#components/ui/Tile.tsx'
import { useFormat } from '#components/useFormat.ts'
import { categoryOf } from '#domain/nodes/kinds.ts'
import { useCanvasActions } from './CanvasContext.ts'
import type { CardData, CardNode, OutletView } from './derive.ts'
import { NODE_WIDTH } from './geometry.ts'
import { LiveSentence } from './LiveSentence.tsx'
import { FixStrip, FunnelStrip, PeekStrip } from './Strips.tsx'
import { useNodeWords } from './useNodeWords.ts'

/** A node: tile, name, kind and sentence; its outlets on the lower edge; one flag; one strip. */
export const NodeCard = memo(function NodeCard({ data, selected, isConnectable }: NodeProps<CardNode>) {
  const words = useNodeWords()
  const { editable } = useCanvasActions()
  const drawing = useConnection((connection) => connection.inProgress)
  const { node, live, walked } = data
  const { icon: Icon, shape } = faceOf(node.kind)
  const bad = data.problems.some((problem) => problem.severity === 'problem')
  const summary = words.summary(node)
  return (
    <div
      data-testid="node-card"
      className={cx(
        'relative h-full w-node rounded-r3 border shadow-lift-2 calm',
        !walked?.at && 'bg-surface',
        bad ? 'border-bad-solid' : selected || walked?.at ? 'border-accent' : 'border-line-strong',
        walked && (walked.at ? 'bg-accent-soft' : 'border-dashed text-text-2 shadow-none'),
        selected && 'ring-3 ring-accent-line',
      )}
    >
      {categoryOf(node.kind) !== 'trigger' && (
        <Handle
          id="in"
          type="target"
          position={Position.Top}
          isConnectable={isConnectable && editable}
          className={cx('canvas-target', drawing && 'canvas-open')}
        />
      )}
      <div className="flex h-13.5 items-center gap-2.5 pr-3 pl-2.75">
        <Tile shape={shape}>
          <Icon />
        </Tile>
        <div className="min-w-0 flex-1">
          <div className="cut leading-4.5 font-strong tracking-[-0.003em]" title={words.name(node)}>
            {words.name(node)}
          </div>
          <div className="cut text-small leading-4.25 text-text-2" title={live ? undefined : `${words.kind(node.kind)} ${summary}`}>
            <KindWord shape={shape}>{words.kind(node.kind)}</KindWord>{' '}
            {live?.show.counts ? <LiveSentence node={node} live={live} /> : summary}
          </div>
        </div>
      </div>
      {bad && <FixStrip nodeKey={node.key} problems={data.problems} tall={data.strip === 'message'} />}
      {data.strip === 'message' &&
        !bad &&
        (live?.show.messages && live.counts.messages ? <FunnelStrip messages={live.counts.messages} /> : <PeekStrip peek={data.peek} />)}
      <Flag data={data} />
      {data.outlets.map((outlet) => (
        <Outlet
          key={outlet.name}
          outlet={outlet}
          label={words.outlet(node, outlet.name)}
          selected={selected}
          connectable={isConnectable && editable}
          widthMax={Math.max(PILL_WIDTH_MIN, NODE_WIDTH / data.outlets.length - PILL_GAP)}
        />
      ))}
    </div>
  )
})

function Flag({ data }: { data: CardData }) {
  const t = useTranslations('designer')
  const format = useFormat()
  const base =
    'num absolute -top-2.5 right-2.5 inline-flex h-5 items-center gap-1 rounded-full px-1.75 text-small leading-none font-strong [&>svg]:size-3'
  const trouble = data.problems.filter((problem) => problem.severity === 'problem').length
  if (trouble > 0)
    return (
      <span className={cx(base, 'bg-bad-soft text-bad-text ring-1 ring-bad-solid')} title={t('problems', { count: trouble })}>
        <TriangleAlert aria-hidden />
        {trouble}
      </span>
    )
  if (data.walked?.at)
    return (
      <span className={cx(base, 'bg-accent-soft text-accent-text ring-1 ring-accent-line')} title={format.full(data.walked.at)}>
        <Check aria-hidden />
        {format.dateTime(data.walked.at)}
      </span>
    )
  const here = data.live?.show.here ? data.live.counts.waiting : 0
  if (here > 0)
    return (
      <span className={cx(base, 'bg-accent text-text-on-solid')} title={t('live.hereNow', { count: here })}>
        <User aria-hidden />
        {format.number(here)}
      </span>
    )
  return null
}

/** Pills stand side by side, whatever their names. */
const PILL_GAP = 4
const PILL_WIDTH_MIN = 44
type OutletProps = { outlet: OutletView; label: string; selected: boolean; connectable: boolean; widthMax: number }

/** A dot, or a pill with its name (in Live with its count): what one drags to draw a path. */
function Outlet({ outlet, label, selected, connectable, widthMax }: OutletProps) {
  const t = useTranslations('designer')
  const format = useFormat()
  const aria = { role: 'img', 'aria-label': t('outletOf', { name: label }), title: connectable ? t('dragNamed', { name: label }) : label }
  if (!outlet.pill)
    return (
      <Handle
        id={outlet.name}
        type="source"
        position={Position.Bottom}
        isConnectable={connectable}
        style={{ left: outlet.x }}
        className={cx('canvas-dot', selected && 'canvas-on', !connectable && 'opacity-0')}
        {...aria}
      />
    )
  return (
    <Handle
      id={outlet.name}
      type="source"
      position={Position.Bottom}
      isConnectable={connectable}
      style={{ left: outlet.x, maxWidth: widthMax }}
      className={cx('canvas-pill', selected && 'canvas-on')}
      {...aria}
    >
      <span className="cut pointer-events-none">{label}</span>
      {outlet.count !== null && <b className="pointer-events-none font-strong text-text">{format.number(outlet.count)}</b>}
    </Handle>
  )
}
