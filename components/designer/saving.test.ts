import { expect, test } from 'vitest'
import { nextSaving, retryAfterMs, type Saving } from './saving.ts'

const saved: Saving = { at: 'saved', when: '2026-11-20T10:42:00Z' }

test('an edit waits, is sent, and is saved', () => {
  const waiting = nextSaving(saved, { is: 'edited' })
  const sending = nextSaving(waiting, { is: 'sent' })
  expect([waiting.at, sending.at]).toEqual(['waiting', 'sending'])
  expect(nextSaving(sending, { is: 'accepted', when: '2026-11-20T10:43:00Z', again: false })).toEqual({
    at: 'saved',
    when: '2026-11-20T10:43:00Z',
  })
})

test('what was edited on the way is waited for again', () => {
  expect(nextSaving({ at: 'sending' }, { is: 'edited' }).at).toBe('sending')
  expect(nextSaving({ at: 'sending' }, { is: 'accepted', when: '', again: true }).at).toBe('waiting')
})

test('a failure is kept in sight until something is saved, and is retried ever more rarely', () => {
  const failed = nextSaving({ at: 'sending' }, { is: 'failed', why: 'no connection', offline: true })
  expect(failed).toEqual({ at: 'failed', why: 'no connection', offline: true, tries: 1 })
  expect(nextSaving(failed, { is: 'edited' })).toBe(failed)
  expect(nextSaving(failed, { is: 'failed', why: 'still none', offline: true })).toMatchObject({ tries: 2 })
  expect([1, 2, 3, 9].map(retryAfterMs)).toEqual([2_000, 4_000, 8_000, 30_000])
})

test('a stale draft stays stale whatever is edited, until somebody chooses', () => {
  const stale = nextSaving({ at: 'sending' }, { is: 'stale' })
  expect(nextSaving(stale, { is: 'edited' })).toEqual({ at: 'stale' })
  expect(nextSaving(stale, { is: 'failed', why: '', offline: false })).toEqual({ at: 'stale' })
  expect(nextSaving(stale, { is: 'resolved', when: 'now' })).toEqual({ at: 'saved', when: 'now' })
})
