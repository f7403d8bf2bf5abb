import { useTranslations } from 'next-intl'
import { useFormat } from '#components/useFormat.ts'
import { heldDetailSchema, type MessageDetail } from '#domain/message/resource.ts'
import { useReason } from './MessageState.tsx'
import { useHeld } from './useHeld.ts'

type Event = MessageDetail['events'][number]

/** Everything that became of a message, in order, each with why. `decidedAt` begins the list, where the log does not. */
export function MessageEvents({ events, decidedAt }: { events: readonly Event[]; decidedAt?: string }) {
  const t = useTranslations('sending.event')
  const format = useFormat()
  const why = useWhyOf()
  const all = decidedAt && events[0]?.kind !== 'created' ? [{ kind: 'created', at: decidedAt, detail: {} }, ...events] : events
  return (
    <ol className="grid gap-1">
      {all.map((event, index) => {
        const key = event.kind as Parameters<typeof t.has>[0]
        const said = why(event)
        return (
          <li key={index} className="grid grid-cols-[104px_minmax(0,1fr)] gap-3">
            <time dateTime={event.at} title={format.full(event.at)} className="num text-text-2">
              {format.dateTime(event.at)}
            </time>
            <span>
              {t.has(key) ? t(key, { kind: event.kind }) : t('other', { kind: event.kind })}
              {said && <span className="block break-words text-small text-text-2">{said}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function useWhyOf(): (event: Event) => string | null {
  const heldOf = useHeld()
  const reasonOf = useReason()
  return ({ kind, detail }) => {
    const held = kind === 'held' ? heldDetailSchema.safeParse(detail).data : undefined
    if (held) return heldOf(held.reason, held)
    const said = [detail.detail, detail.url].find((value) => typeof value === 'string')
    const reason = typeof detail.reason === 'string' ? reasonOf(detail.reason) : null
    return [reason, said].filter((part) => typeof part === 'string').join(' ') || null
  }
}
