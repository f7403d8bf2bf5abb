'use client'
import {
  Ban,
  Check,
  Clock,
  Eye,
  LogOut,
  type LucideIcon,
  Mail,
  MailX,
  MousePointerClick,
  Pencil,
  Route,
  ShieldCheck,
  TriangleAlert,
  Zap,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import { useFormat } from '#components/useFormat.ts'
import type { TimelineItem } from '#domain/member/resource.ts'
import { outcomeOf } from './timelineView.ts'
import { useTimelineText } from './useTimelineText.tsx'

const deliveries: Record<string, LucideIcon> = {
  held: Clock,
  sent: Mail,
  delivered: Check,
  opened: Eye,
  clicked: MousePointerClick,
  bounced: MailX,
  failed: TriangleAlert,
  complained: TriangleAlert,
  suppressed: Ban,
  unsubscribed: Ban,
}
const icons: Record<Exclude<TimelineItem['kind'], 'delivery'>, LucideIcon> = {
  event: Zap,
  entered: Route,
  left: LogOut,
  change: Pencil,
  consent: ShieldCheck,
}

/** Amber for what kept a message back, red for what went wrong. */
function toneOf({ kind, name, detail }: TimelineItem): string {
  const outcome = kind === 'delivery' ? outcomeOf(name) : ''
  if (outcome === 'suppressed' || outcome === 'unknown' || outcome === 'unsubscribed') return 'bg-warn-soft text-warn-text'
  if (['failed', 'bounced', 'complained'].includes(outcome) || detail.status === 'ERROR') return 'bg-bad-soft text-bad-text'
  return 'bg-idle-soft text-text-2'
}

type Props = { item: TimelineItem; isChosen: boolean; onChoose: (progressId: string) => void }

/** One thing that happened. What belongs to a passage opens it; that of the passage shown is marked. */
export function TimelineRow({ item, isChosen, onChoose }: Props) {
  const t = useTranslations('members.timeline')
  const format = useFormat()
  const { title, below, hint } = useTimelineText(item)
  const Icon = item.kind === 'delivery' ? (deliveries[outcomeOf(item.name)] ?? Mail) : icons[item.kind]
  const { progressId } = item
  const content = (
    <>
      <time dateTime={item.at} title={format.full(item.at)} className="num w-8.5 shrink-0 pt-0.5 text-small text-text-3">
        {format.time(item.at)}
      </time>
      <span className={cx('mt-px grid size-6 shrink-0 place-items-center rounded-full', toneOf(item))}>
        <Icon aria-hidden className="size-3.5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="cut block" title={hint}>
          {title}
        </span>
        {below && <span className="num cut block text-small text-text-2">{below}</span>}
      </span>
    </>
  )
  const row = 'flex w-full items-start gap-2.5 rounded-r2 px-2 py-1.25 text-left'
  return (
    <li
      className={cx(
        'relative -mx-2',
        isChosen && 'before:absolute before:inset-y-1.5 before:-left-3 before:w-0.5 before:rounded-full before:bg-accent',
      )}
    >
      {progressId === null ? (
        <div className={row}>{content}</div>
      ) : (
        <button
          type="button"
          aria-pressed={isChosen}
          title={t('open')}
          onClick={() => onChoose(progressId)}
          className={cx(row, 'calm hover:bg-surface-hover')}
        >
          {content}
        </button>
      )}
    </li>
  )
}
