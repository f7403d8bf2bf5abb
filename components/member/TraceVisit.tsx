'use client'
import { useTranslations } from 'next-intl'
import { useReason } from '#components/message/MessageState.tsx'
import { useHeld } from '#components/message/useHeld.ts'
import { NodeTile, useNodeName } from '#components/report/NodeName.tsx'
import { useWords } from '#components/report/useWords.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { cx } from '#components/ui/cx.ts'
import { Tag, type Tone } from '#components/ui/Tag.tsx'
import { useFormat, useText } from '#components/useFormat.ts'
import type { ProgressTrace, VisitResource } from '#domain/member/resource.ts'
import { Comparisons } from './Comparisons.tsx'

/** What of the passage a visit is shown with. */
export type Around = Pick<ProgressTrace, 'status' | 'nodeKey' | 'dueAt'>
type Props = { visit: VisitResource; trace: Around; isLast: boolean }

/** One arrival at a node: how it was left, when, what was compared, and the fate of its message. */
export function TraceVisit({ visit, trace, isLast }: Props) {
  const text = useText()
  const nameOf = useNodeName()
  const summary = text(visit.summary)
  const name = nameOf(visit)
  const isHere = isLast && trace.nodeKey === visit.nodeKey && visit.leftAt === null
  return (
    <li className="relative flex gap-3 pb-2.75">
      {!isLast && <span aria-hidden className="absolute top-7.75 bottom-0.5 left-3.5 w-px bg-line-strong" />}
      <NodeTile kind={visit.kind} />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-7 items-center gap-2">
          <span className="cut font-strong" title={name}>
            {name}
          </span>
          <Outcome visit={visit} trace={trace} isHere={isHere} />
          <span className="flex-1" />
          <Times visit={visit} />
        </div>
        {name !== summary && <p className="cut -mt-1 mb-1 text-small text-text-2">{summary}</p>}
        <Why visit={visit} trace={trace} isHere={isHere} />
      </div>
    </li>
  )
}

const messageTones: Record<string, Tone> = { accepted: 'good', pending: 'idle', suppressed: 'warn', unknown: 'warn', failed: 'bad' }

function Outcome({ visit, trace, isHere }: { visit: VisitResource; trace: Around; isHere: boolean }) {
  const t = useTranslations('members.trace')
  const words = useWords()
  const format = useFormat()
  const { message } = visit
  if (visit.outcome === 'error') return <Tag tone="bad">{t('error')}</Tag>
  if (message) {
    const isLater = message.sentAt !== null && !format.isSameDay(message.sentAt, visit.arrivedAt)
    const key = message.held
      ? 'heldTag'
      : message.status === 'pending'
        ? 'pendingTag'
        : message.status === 'accepted' && !isLater
          ? 'acceptedTag'
          : message.status
    const word = t(`message.${key as 'accepted'}`, { time: message.sentAt ? format.dateTime(message.sentAt) : '' })
    return <Tag tone={messageTones[message.status] ?? 'idle'}>{word}</Tag>
  }
  if (isHere) return <Tag tone="accent">{t('here')}</Tag>
  if (visit.number === 1) return <Tag>{t('entered')}</Tag>
  if (visit.outlet)
    return (
      <Tag className="max-w-60">
        <span className="cut">{visit.outletName ?? words.outlet(visit.outlet, { kind: visit.kind, names: {} })}</span>
      </Tag>
    )
  return <Tag>{trace.status === 'ENDED' ? t('ended') : t(`status.${trace.status}`).toLowerCase()}</Tag>
}

/** When it was arrived at, and left if that was another day. */
function Times({ visit: { arrivedAt, leftAt } }: { visit: VisitResource }) {
  const t = useTranslations('members.trace')
  const format = useFormat()
  const isLong = leftAt !== null && !format.isSameDay(arrivedAt, leftAt)
  return (
    <time
      dateTime={arrivedAt}
      title={`${format.full(arrivedAt)}${leftAt ? ` – ${format.full(leftAt)}` : ''}`}
      className="num text-small whitespace-nowrap text-text-3"
    >
      {isLong ? t('span', { from: format.day(arrivedAt), to: format.day(leftAt) }) : format.dateTime(arrivedAt)}
    </time>
  )
}

function Why({ visit, trace, isHere }: { visit: VisitResource; trace: Around; isHere: boolean }) {
  const t = useTranslations('members.trace')
  const words = useWords()
  const format = useFormat()
  const reasonOf = useReason()
  const heldOf = useHeld()
  const { message, outlet } = visit
  const isPassedBy = visit.outcome === 'skip' && outlet !== null && !outlet.startsWith('!')
  const sentences = [
    isHere && trace.dueAt ? t('until', { time: format.dateTime(trace.dueAt) }) : '',
    visit.reason && (visit.outcome === 'error' || isPassedBy) ? words.reason(visit.reason) : '',
    message?.held ? heldOf(message.reason, message.held) : reasonOf(message?.reason ?? null),
    message?.openedAt ? t('message.opened', { time: format.dateTime(message.openedAt) }) : '',
    message?.clickedAt ? t('message.clicked', { time: format.dateTime(message.clickedAt) }) : '',
  ].filter(Boolean)
  if (visit.saw.length === 0 && sentences.length === 0 && !message?.subject) return null
  return (
    <div className="mt-0.5 rounded-[8px] border border-line bg-surface px-2.5 py-1.5 text-small">
      <Comparisons saw={visit.saw} />
      {(sentences.length > 0 || message?.subject) && (
        <p className={cx('num text-text-2', visit.saw.length > 0 && 'mt-1.25 border-t border-line pt-1.25')}>
          {message?.subject && <MessageLink id={message.id} subject={message.subject} />} {sentences.join(' ')}
        </p>
      )}
    </div>
  )
}

function MessageLink({ id, subject }: { id: string; subject: string }) {
  const t = useTranslations('members.trace.message')
  const { path } = useWorkspace()
  return (
    <a href={path(`/messages?id=${id}`)} title={t('look')} className="text-accent-text underline">
      {subject}
    </a>
  )
}
