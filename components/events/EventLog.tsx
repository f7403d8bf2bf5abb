'use client'
import { Pause, Play, Search, User, Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { useEventNames } from '#components/forms/useCatalogue.ts'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { type Page, usePages } from '#components/list/usePages.ts'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Input } from '#components/ui/Input.tsx'
import { Pagination } from '#components/ui/Pagination.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { Table, Th } from '#components/ui/Table.tsx'
import { type EventResource, eventSchema } from '#domain/event/resource.ts'
import { EventRow } from './EventRow.tsx'
import type { EventsView } from './view.ts'

const LIMIT = 50
const EVERY_MS = 2_000
const TYPED_MS = 300

type Props = { view: EventsView; onView: (change: Partial<EventsView>) => void; first: Page<EventResource> | undefined }

/** Events as they come, the newest first. Follows live until paused or paged back. */
export function EventLog({ view, onView, first }: Props) {
  const t = useTranslations('events')
  const [isLive, setLive] = useState(true)
  const [open, setOpen] = useState<string | null>(null)
  const query = { ...(view.name && { name: view.name }), ...(view.member && { userId: view.member }) }
  const pages = usePages('/events', eventSchema, { query, limit: LIMIT, first, refetchMs: isLive && !open ? EVERY_MS : false })
  const { rows, error } = pages
  const isFiltered = view.name !== '' || view.member !== ''
  const follow = isLive && pages.isFirst
  return (
    <>
      <Filters view={view} onView={onView}>
        <StateDot tone={follow ? 'ongoing' : 'idle'}>{t(follow ? 'live.on' : pages.isFirst ? 'live.off' : 'live.older')}</StateDot>
        <Button
          small
          look="ghost"
          icon={follow ? <Pause /> : <Play />}
          onClick={() => {
            setLive(!follow)
            if (!follow) pages.toFirst()
          }}
        >
          {t(follow ? 'live.pause' : 'live.resume')}
        </Button>
      </Filters>
      <div className="min-h-0 flex-1 overflow-auto">
        {!rows && !error && <SkeletonRows rowClassName="h-row" columns={['w-40', 'w-32', 'w-72', 'w-20']} />}
        {!rows && error && <LoadFailure className="m-6" title={t('failed')} error={error} onRetry={pages.refetch} />}
        {rows && rows.length > 0 && (
          <Table className="table-fixed" aria-busy={pages.isChanging}>
            <thead>
              <tr>
                <Th className="w-64 pl-6 max-wide:w-48">{t('column.event')}</Th>
                <Th className="w-56 max-wide:w-40">{t('column.member')}</Th>
                <Th>{t('column.properties')}</Th>
                <Th end className="w-44 pr-6">
                  {t('column.at')}
                </Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((event) => (
                <EventRow
                  key={event.id}
                  event={event}
                  open={open === event.id}
                  onOpen={() => setOpen(open === event.id ? null : event.id)}
                  onView={onView}
                />
              ))}
            </tbody>
          </Table>
        )}
        {rows?.length === 0 && !isFiltered && (
          <EmptyState
            icon={<Zap />}
            title={t('empty.title')}
            actions={<Button onClick={() => onView({ tab: 'connect' })}>{t('empty.action')}</Button>}
          >
            {t('empty.body')}
          </EmptyState>
        )}
        {rows?.length === 0 && isFiltered && (
          <EmptyState
            icon={<Search />}
            title={t('nothing.title')}
            actions={<Button onClick={() => onView({ name: '', member: '' })}>{t('filter.clear')}</Button>}
          >
            {t('nothing.body', { name: view.name || 'none', member: view.member || 'none' })}
          </EmptyState>
        )}
      </div>
      <footer className="shrink-0 border-t border-line px-6 py-2">
        <Pagination onPrevious={pages.earlier} onNext={pages.later} isByTime>
          {rows && t('shown', { count: rows.length })}
        </Pagination>
      </footer>
    </>
  )
}

function Filters({ view, onView, children }: Pick<Props, 'view' | 'onView'> & { children: React.ReactNode }) {
  const t = useTranslations('events')
  const names = useEventNames()
  const list = useId()
  const [name, setName] = useTyped(view.name, (next) => onView({ name: next }))
  const [member, setMember] = useTyped(view.member, (next) => onView({ member: next }))
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-6 py-3">
      <Input
        type="search"
        aria-label={t('filter.name')}
        placeholder={t('filter.name')}
        icon={<Search aria-hidden />}
        list={list}
        value={name}
        onChange={(event) => setName(event.target.value)}
        className="w-60 border-line-strong"
      />
      <datalist id={list}>
        {names.map((one) => (
          <option key={one.name} value={one.name} />
        ))}
      </datalist>
      <Input
        type="search"
        aria-label={t('filter.member')}
        placeholder={t('filter.member')}
        icon={<User aria-hidden />}
        value={member}
        onChange={(event) => setMember(event.target.value)}
        className="w-60 border-line-strong"
      />
      <span className="flex-1" />
      {children}
    </div>
  )
}

/** Typed text that is told once typing rests, and that follows the address when that changes. */
function useTyped(value: string, tell: (value: string) => void): [string, (value: string) => void] {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => tell(typed.trim()), TYPED_MS)
    return () => clearTimeout(timer)
  })
  return [typed, setTyped]
}
