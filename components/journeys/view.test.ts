import { expect, test } from 'vitest'
import { type ListRow, nearest, readView, rowsOf, writeView } from './view.ts'

const row = (name: string, more: Partial<ListRow> = {}): ListRow => ({
  id: '1',
  name,
  status: 'DRAFT',
  version: null,
  hasUnpublishedChanges: false,
  trigger: null,
  sentence: '',
  channels: [],
  problems: 0,
  triggered: 0,
  inProgress: 0,
  ended: 0,
  error: 0,
  perDay: [],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  updatedBy: null,
  ...more,
})
const view = (address: string) => readView(new URLSearchParams(address))
const names = (rows: readonly ListRow[], address: string) => rowsOf(rows, view(address)).map((one) => one.name)

test('an address is read back as it was written, and says nothing of what is as it begins', () => {
  expect(writeView(view(''))).toBe('')
  for (const address of ['status=PAUSED', 'q=win+back', 'channel=email%2Csms&trouble=1', 'sort=-triggered', 'sort=-status'])
    expect(writeView(view(address))).toBe(address)
})

test('an address with unknown words shows the whole list', () => {
  expect(view('status=LOST&sort=colour&trouble=maybe')).toMatchObject({ status: 'all', sort: 'status', trouble: false })
})

test('by status: ongoing first, the latest edited first within it', () => {
  const rows = [
    row('old draft'),
    row('ended', { status: 'ENDED' }),
    row('new draft', { updatedAt: '2026-02-01T00:00:00Z' }),
    row('live', { status: 'ONGOING' }),
  ]
  expect(names(rows, '')).toEqual(['live', 'new draft', 'old draft', 'ended'])
})

test('search finds every word in the name or in the sentence of the trigger', () => {
  const rows = [row('Win back', { sentence: 'When Order Completed' }), row('Welcome', { sentence: 'When Signed Up' })]
  expect(names(rows, 'q=win+order')).toEqual(['Win back'])
  expect(names(rows, 'q=when')).toHaveLength(2)
})

test('trouble is a problem in the draft or a passage in error', () => {
  expect(names([row('fine'), row('draft', { problems: 1 }), row('live', { error: 2 })], 'trouble=1')).toEqual(['draft', 'live'])
})

test('a misspelt search offers the nearest name, and nothing for what is like none', () => {
  const rows = [row('Win back, 60 days'), row('Welcome')]
  expect(nearest(rows, 'winbak')?.name).toBe('Win back, 60 days')
  expect(nearest(rows, 'zzzz')).toBeNull()
})
