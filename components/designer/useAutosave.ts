'use client'
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { ApiError } from '#components/api.ts'
import { useApi } from '#components/shell/workspace.tsx'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { type JourneyResource, journeySchema } from '#domain/journey/resource.ts'
import { nextSaving, QUIET_MS, retryAfterMs } from './saving.ts'

type Options = { journey: JourneyResource; document: JourneyDocument; onSaved: (journey: JourneyResource) => void }

/**
 * Saves the draft when nothing was edited for a moment, one request at a time, guarded by its ETag. `flush` sends at once
 * and tells whether everything is saved. A draft somebody else changed is never overwritten: it becomes `stale`.
 */
export function useAutosave({ journey, document, onSaved }: Options) {
  const api = useApi()
  const [saving, tell] = useReducer(nextSaving, { at: 'saved', when: journey.updatedAt })
  const state = useRef({ etag: journey.etag, stored: document, latest: document, sending: null as Promise<boolean> | null, stale: false })
  const saved = useRef(onSaved)
  saved.current = onSaved
  state.current.latest = document

  const send = useCallback((): Promise<boolean> => {
    const now = state.current
    if (now.sending) return now.sending.then(() => (now.latest === now.stored ? true : send()))
    if (now.stale) return Promise.resolve(false)
    if (now.latest === now.stored) return Promise.resolve(true)
    const sent = now.latest
    tell({ is: 'sent' })
    now.sending = api(`/journeys/${journey.id}/draft`, journeySchema, {
      method: 'PUT',
      body: sent,
      headers: { 'If-Match': `"${now.etag}"` },
    })
      .then((answer) => {
        now.etag = answer.etag
        now.stored = sent
        tell({ is: 'accepted', when: answer.updatedAt, again: now.latest !== sent })
        saved.current(answer)
        return now.latest === sent
      })
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 409) {
          now.stale = true
          tell({ is: 'stale' })
        } else
          tell({
            is: 'failed',
            why: error instanceof Error ? error.message : String(error),
            offline: error instanceof ApiError && error.status === 0,
          })
        return false
      })
      .finally(() => {
        now.sending = null
      })
    return now.sending
  }, [api, journey.id])

  useEffect(() => {
    if (document === state.current.stored) return
    tell({ is: 'edited' })
    const timer = setTimeout(send, QUIET_MS)
    return () => clearTimeout(timer)
  }, [document, send])
  useEffect(() => {
    if (saving.at !== 'failed' && saving.at !== 'waiting') return
    const timer = setTimeout(send, saving.at === 'failed' ? retryAfterMs(saving.tries) : QUIET_MS)
    window.addEventListener('online', send)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', send)
    }
  }, [saving, send])
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (state.current.latest !== state.current.stored) event.preventDefault()
    }
    window.addEventListener('beforeunload', guard)
    return () => {
      window.removeEventListener('beforeunload', guard)
      void send()
    }
  }, [send])

  return {
    saving,
    flush: send,
    etag: () => state.current.etag,
    /** After a stale draft: what is stored now is `answer`, and `document` (theirs, or ours to be sent over it) goes on from it. */
    resolve: (answer: JourneyResource, keepOurs: boolean, stored: JourneyDocument) => {
      state.current = { ...state.current, etag: answer.etag, stored, stale: false, sending: null }
      tell({ is: 'resolved', when: answer.updatedAt })
      if (keepOurs) void send()
    },
  }
}
