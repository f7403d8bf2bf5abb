'use client'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { cx } from '#components/ui/cx.ts'
import { Td, Tr } from '#components/ui/Table.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import type { EventResource } from '#domain/event/resource.ts'
import { Json } from './Json.tsx'
import type { EventsView } from './view.ts'

type Props = { event: EventResource; open: boolean; onOpen: () => void; onView: (change: Partial<EventsView>) => void }

/** One event; its name opens everything that came with it. */
export function EventRow({ event, open, onOpen, onView }: Props) {
  const t = useTranslations('events')
  const format = useFormat()
  const when = useWhen()
  const id = useId()
  const line = oneLine(event.kind === 'identify' ? (event.traits ?? {}) : event.properties)
  return (
    <>
      <Tr current={open}>
        <Td className="pl-4">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={onOpen}
            title={event.name}
            className="flex w-full min-w-0 items-center gap-1 text-left font-medium"
          >
            <ChevronRight aria-hidden className={cx('size-3.5 shrink-0 text-text-3 calm', open && 'rotate-90')} />
            <span className="cut">{event.name}</span>
          </button>
        </Td>
        <Td>
          <Member event={event} />
        </Td>
        <Td className="cut text-small text-text-2" title={line}>
          {line || <span className="text-text-3">{t('noProperties')}</span>}
        </Td>
        <Td end suppressHydrationWarning className="pr-6 text-text-2" title={format.full(event.at)}>
          {when(event.at)}
        </Td>
      </Tr>
      {open && (
        <tr id={id}>
          <td colSpan={4} className="border-b border-line bg-surface-sunk px-6 py-4">
            <Details event={event} onView={onView} />
          </td>
        </tr>
      )}
    </>
  )
}

function Member({ event: { member } }: { event: EventResource }) {
  const t = useTranslations('events')
  const { path } = useWorkspace()
  const name = member.name ?? member.userId ?? member.email ?? t('anonymous', { id: member.id })
  return (
    <Link href={path(`/members/${member.id}`)} title={member.userId ?? name} className="cut block hover:underline">
      {name}
    </Link>
  )
}

function Details({ event, onView }: { event: EventResource; onView: Props['onView'] }) {
  const t = useTranslations('events')
  const format = useFormat()
  const facts: [string, string][] = [
    [t('section.type'), event.kind],
    [t('section.happened'), format.full(event.at)],
    [t('section.accepted'), format.full(event.acceptedAt)],
    ...(event.messageId ? [[t('section.messageId'), event.messageId] satisfies [string, string]] : []),
  ]
  const bags = [
    { label: t('section.properties'), value: event.properties },
    ...(event.traits ? [{ label: t('section.traits'), value: event.traits }] : []),
    { label: t('section.context'), value: event.context },
  ].filter(({ value }) => Object.keys(value).length > 0)
  return (
    <div className="grid gap-4">
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-small">
        {facts.map(([label, value]) => (
          <div key={label} className="min-w-0">
            <dt className="text-text-3">{label}</dt>
            <dd className={cx('cut', label === t('section.messageId') && 'font-mono')}>{value}</dd>
          </div>
        ))}
        <div>
          <dt className="text-text-3">{t('filter.name')}</dt>
          <dd>
            <button type="button" className="text-accent-text hover:underline" onClick={() => onView({ name: event.name })}>
              {event.name}
            </button>
          </dd>
        </div>
      </dl>
      <div className="grid grid-cols-2 gap-4 max-wide:grid-cols-1">
        {bags.map(({ label, value }) => (
          <section key={label} className="min-w-0">
            <h2 className="mb-1 text-small font-medium text-text-2">{label}</h2>
            <Json value={value} label={label} />
          </section>
        ))}
      </div>
    </div>
  )
}

/** "revenue 29.5 · coupon A": scalars first, at most a line's worth. */
function oneLine(bag: EventResource['properties']): string {
  const entries = Object.entries(bag).sort(([, a], [, b]) => Number(isDeep(a)) - Number(isDeep(b)))
  return entries
    .slice(0, 8)
    .map(([key, value]) => `${key} ${isDeep(value) ? (Array.isArray(value) ? `[${value.length}]` : '{…}') : String(value)}`)
    .join(' · ')
}
const isDeep = (value: unknown) => typeof value === 'object' && value !== null
