'use client'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useNodeWords } from '#components/canvas/useNodeWords.ts'
import { faceOf } from '#components/nodes/registry.ts'
import { useWords } from '#components/report/useWords.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Avatar } from '#components/ui/Avatar.tsx'
import { IconButton } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { KindWord, Tile } from '#components/ui/Tile.tsx'
import { useFormat } from '#components/useFormat.ts'
import { listOf } from '#domain/api/common.ts'
import type { DraftNode } from '#domain/journey/document.ts'
import { journeyProgressSchema } from '#domain/member/resource.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { type NodeCounts, stops } from '#domain/report/shape.ts'

const pageSchema = listOf(journeyProgressSchema)
const fills = ['bg-chart-2', 'bg-chart-5', 'bg-chart-3', 'bg-chart-4']

type Props = {
  node: DraftNode
  counts: NodeCounts
  onClose: () => void
  /** Who is here. */
  children: ReactNode
  /** The numbers are of a simulation: nobody is here now. */
  simulated?: boolean
}

/** What became of those who arrived at a node, its messages, and who is here. */
export function LiveInspector({ node, counts, onClose, children, simulated = false }: Props) {
  const t = useTranslations('designer.live')
  const d = useTranslations('designer')
  const words = useNodeWords()
  const format = useFormat()
  const { icon: Icon, shape } = faceOf(node.kind)
  const outlets = definitionOf(node.kind).outlets(node.settings)
  const all = usePartsOf(node, outlets, counts, simulated)
  const share = (value: number) => (counts.entered > 0 ? value / counts.entered : null)
  return (
    <>
      <div className="flex items-center gap-2.5 px-4 py-3">
        <Tile shape={shape}>
          <Icon />
        </Tile>
        <div className="min-w-0 flex-1">
          <h2 className="cut text-title font-strong">{words.name(node)}</h2>
          <p className="cut text-small text-text-2">
            <KindWord shape={shape}>{words.kind(node.kind)}</KindWord> · {words.summary(node)}
          </p>
        </div>
        <IconButton label={d('closeInspector')} onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <div className="px-4 pb-3">
        {outlets.length > 0 && (
          <div aria-hidden className="mb-2.5 flex h-2 gap-px overflow-hidden rounded-r1 bg-idle-soft">
            {all.map((part) => (
              <span key={part.name} className={cx('block h-full', part.fill)} style={{ width: `${(share(part.value) ?? 0) * 100}%` }} />
            ))}
          </div>
        )}
        <dl className="num grid gap-1.25">
          {outlets.length > 0 &&
            all.map((part) => (
              <div key={part.name} className="grid grid-cols-[12px_1fr_auto_52px] items-center gap-2">
                <span aria-hidden className={cx('size-2 rounded-[2px]', part.fill)} />
                <dt className="cut" title={part.name}>
                  {part.name}
                </dt>
                <dd>{format.number(part.value)}</dd>
                <dd className="text-right text-text-2">{format.percent(share(part.value))}</dd>
              </div>
            ))}
          <div className="grid grid-cols-[1fr_auto_52px] gap-2 font-strong">
            <dt>{t('arrived')}</dt>
            <dd>{format.number(counts.entered)}</dd>
            <dd />
          </div>
        </dl>
      </div>
      {counts.messages && <Messages messages={counts.messages} />}
      {children}
    </>
  )
}

/** Every way out in drawing order, who is here, who followed no path, and what is left: departures by outlets that are gone. */
function usePartsOf(node: DraftNode, outlets: readonly string[], { entered, waiting, left, stopped = {} }: NodeCounts, simulated: boolean) {
  const t = useTranslations('designer.live')
  const words = useNodeWords()
  const ends = useWords()
  const parts = [
    ...outlets.map((outlet, index) => ({ name: words.outlet(node, outlet), value: left[outlet] ?? 0, fill: fills[index % fills.length] })),
    { name: t(simulated ? 'hereAtEndTitle' : 'hereNowTitle'), value: waiting, fill: 'bg-chart-1' },
    ...stops.flatMap((stop) => {
      const value = stopped[stop] ?? 0
      return value > 0 ? [{ name: ends.stop(stop), value, fill: stopTints[stop] }] : []
    }),
  ]
  const rest = outlets.length === 0 ? 0 : entered - parts.reduce((sum, part) => sum + part.value, 0)
  return rest > 0 ? [...parts, { name: t('otherwise'), value: rest, fill: 'bg-idle-solid' }] : parts
}

const stopTints = {
  ended: 'bg-idle-solid',
  goal: 'bg-good-solid',
  moved: 'bg-line-strong',
  canceled: 'bg-warn-solid',
  error: 'bg-bad-solid',
}

function Messages({ messages }: { messages: NonNullable<NodeCounts['messages']> }) {
  const t = useTranslations('designer.live')
  const format = useFormat()
  const lines = (['created', 'sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed', 'unknown'] as const).filter(
    (name) => messages[name] !== 0 || name === 'created' || name === 'sent',
  )
  return (
    <section className="border-t border-line px-4 py-3">
      <h3 className="mb-1.5 font-strong">{t('messages')}</h3>
      <dl className="num grid gap-1">
        {lines.map((name) => (
          <div key={name} className="flex">
            <dt className="flex-1 text-text-2">{t(`message.${name}`)}</dt>
            <dd>{format.numberOrDash(messages[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Members at a node, each leading to their page. */
export function HereNow({ journeyId, node, waiting }: { journeyId: string; node: DraftNode; waiting: number }) {
  const t = useTranslations('designer.live')
  const format = useFormat()
  const { api, slug, path } = useWorkspace()
  const here = useQuery({
    queryKey: [slug, 'journeys', journeyId, 'here', node.key, waiting],
    queryFn: ({ signal }) => api(`/journeys/${journeyId}/progress`, pageSchema, { query: { node: node.key, limit: 50 }, signal }),
    placeholderData: (before) => before,
    enabled: waiting > 0,
  })
  if (waiting === 0) return <p className="border-t border-line px-4 py-3 text-text-2">{t('nobodyHere')}</p>
  return (
    <section aria-label={t('hereNowTitle')} className="flex min-h-0 flex-1 flex-col border-t border-line">
      <h3 className="flex h-9 items-center gap-1.5 px-4 font-medium">
        {t('hereNowTitle')} <span className="num text-small font-normal text-text-3">{format.number(waiting)}</span>
      </h3>
      <ul className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        {here.isPending && <Skeleton className="m-4 w-40" />}
        {here.data?.data.map((passage) => (
          <li key={passage.id} className="border-b border-line">
            <Link href={path(`/members/${passage.member.id}`)} className="flex h-13 items-center gap-2.5 px-4 calm hover:bg-surface-hover">
              <Avatar name={passage.member.name ?? passage.member.email ?? passage.member.userId ?? '?'} />
              <span className="min-w-0 flex-1">
                <span className="cut block">{passage.member.name ?? passage.member.email ?? passage.member.userId ?? t('anonymous')}</span>
                <span className="num cut block text-small text-text-2">{t('sinceTime', { time: format.dateTime(passage.updatedAt) })}</span>
              </span>
              {passage.dueAt && (
                <span className="num text-right text-small text-text-2" title={format.full(passage.dueAt)}>
                  {t('until', { time: format.dateTime(passage.dueAt) })}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
