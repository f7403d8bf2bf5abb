'use client'
import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { type EventsView, readView, writeView } from './view.ts'

/** The view in the address: shareable, changed without asking the server for the page again. */
export function useView(): [EventsView, (change: Partial<EventsView>) => void] {
  const params = useSearchParams()
  const view = useMemo(() => readView(new URLSearchParams(params.toString())), [params])
  const change = (next: Partial<EventsView>) => {
    const address = writeView({ ...view, ...next })
    window.history.replaceState(null, '', address ? `?${address}` : window.location.pathname)
  }
  return [view, change]
}
