'use client'
import { useQuery } from '@tanstack/react-query'
import { FileText, Inbox, Route, Search, Send, Settings, Users, UsersRound, Zap } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { listOf } from '#domain/api/common.ts'
import { journeyListItemSchema } from '#domain/journey/resource.ts'
import { useWorkspace } from './workspace.tsx'

type Place = { label: string; href: string; icon: ReactNode }

/** Search over journeys and pages: ⌘K or Ctrl+K from anywhere. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      onOpenChange(!open)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open, onOpenChange])
  const t = useTranslations('nav')
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-40 w-140 max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-r4 border border-line bg-raised shadow-lift-3"
        >
          <Radix.Title className="sr-only">{t('search')}</Radix.Title>
          <Finder onPicked={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Finder({ onPicked }: { onPicked: () => void }) {
  const t = useTranslations('nav')
  const router = useRouter()
  const listId = useId()
  const { api, slug, path } = useWorkspace()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const journeys = useQuery({
    queryKey: [slug, 'journeys', 'find', query],
    queryFn: ({ signal }) => api('/journeys', listOf(journeyListItemSchema), { query: { q: query, limit: 8 }, signal }),
    placeholderData: (before) => before,
  })
  const places = useMemo<Place[]>(() => {
    const pages: Place[] = [
      { label: t('journeys'), href: path('/journeys'), icon: <Route /> },
      { label: t('members'), href: path('/members'), icon: <Users /> },
      { label: t('segments'), href: path('/segments'), icon: <UsersRound /> },
      { label: t('templates'), href: path('/templates'), icon: <FileText /> },
      { label: t('messages'), href: path('/messages'), icon: <Send /> },
      { label: t('sandbox'), href: path('/sandbox'), icon: <Inbox /> },
      { label: t('events'), href: path('/events'), icon: <Zap /> },
      { label: t('settings'), href: path('/settings'), icon: <Settings /> },
    ]
    const matching = pages.filter((page) => page.label.toLowerCase().includes(query.trim().toLowerCase()))
    const found = (journeys.data?.data ?? []).map((one) => ({ label: one.name, href: path(`/journeys/${one.id}`), icon: <Route /> }))
    const members = query.trim()
      ? [{ label: t('findMembers', { query }), href: path(`/members?q=${encodeURIComponent(query)}`), icon: <Users /> }]
      : []
    return query.trim() ? [...found, ...matching, ...members] : [...matching, ...found]
  }, [journeys.data, query, path, t])
  const go = (place: Place | undefined) => {
    if (!place) return
    onPicked()
    router.push(place.href)
  }
  return (
    <>
      <div className="flex h-12 items-center gap-2 border-b border-line px-4">
        <Search className="text-text-3" />
        <input
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={places[at] ? `${listId}-${at}` : undefined}
          aria-label={t('search')}
          placeholder={t('searchFor')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault()
              setAt((places.length + at + (event.key === 'ArrowDown' ? 1 : -1)) % Math.max(1, places.length))
            }
            if (event.key === 'Enter') go(places[at])
          }}
          className="h-full flex-1 bg-transparent text-title outline-none placeholder:text-text-3"
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('search')} className="max-h-90 overflow-y-auto p-2">
        {places.map((place, index) => (
          <div
            key={`${place.href}-${place.label}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onMouseMove={() => setAt(index)}
            onClick={() => go(place)}
            onKeyDown={() => {}}
            className={cx('flex h-8.5 items-center gap-2.5 rounded-r2 px-2 [&>svg]:text-text-3', index === at && 'bg-surface-hover')}
          >
            {place.icon}
            <span className="cut">{place.label}</span>
          </div>
        ))}
        {places.length === 0 && <p className="px-2 py-3 text-text-2">{t('nothing', { query })}</p>}
      </div>
    </>
  )
}
