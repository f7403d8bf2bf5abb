import type { JourneyListItem, JourneyStatus } from '#domain/journey/resource.ts'

/** What the address of the list says: everything one may look at it by. */
export type ListView = {
  status: JourneyStatus | 'all'
  query: string
  channels: readonly string[]
  trouble: boolean
  sort: SortBy
  direction: 'asc' | 'desc'
}
export const sortable = ['status', 'name', 'inProgress', 'triggered', 'updatedAt'] as const
export type SortBy = (typeof sortable)[number]
export const statuses = ['ONGOING', 'PAUSED', 'DRAFT', 'ENDED'] as const satisfies readonly JourneyStatus[]

/** Numbers and dates begin with the largest and the latest, words with a. */
export const firstDirection = (sort: SortBy) => (sort === 'status' || sort === 'name' ? 'asc' : 'desc')

/** Reads the view out of an address; what it does not know is left out. */
export function readView(params: URLSearchParams): ListView {
  const status = statuses.find((one) => one === params.get('status')) ?? 'all'
  const named = params.get('sort') ?? 'status'
  const sort = sortable.find((one) => one === named.replace(/^-/, '')) ?? 'status'
  const channels = params.get('channel')?.split(',').filter(Boolean) ?? []
  return {
    status,
    query: params.get('q') ?? '',
    channels,
    trouble: params.get('trouble') === '1',
    sort,
    direction: params.has('sort') ? (named.startsWith('-') ? 'desc' : 'asc') : 'asc',
  }
}

/** The address of a view, without what is as it begins. */
export function writeView(view: ListView): string {
  const params = new URLSearchParams()
  if (view.status !== 'all') params.set('status', view.status)
  if (view.query) params.set('q', view.query)
  if (view.channels.length) params.set('channel', view.channels.join(','))
  if (view.trouble) params.set('trouble', '1')
  if (view.sort !== 'status' || view.direction !== 'asc') params.set('sort', `${view.direction === 'desc' ? '-' : ''}${view.sort}`)
  return params.toString()
}

/** A journey with the sentence of its trigger, as it is searched and shown. */
export type ListRow = JourneyListItem & { sentence: string }

/** The rows of a view, sorted; within a status the latest edited first. `ignoreStatus` for the counts on the tabs. */
export function rowsOf(rows: readonly ListRow[], view: ListView, ignoreStatus = false): ListRow[] {
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean)
  const sign = view.direction === 'asc' ? 1 : -1
  return rows
    .filter((row) => ignoreStatus || view.status === 'all' || row.status === view.status)
    .filter((row) => words.every((word) => row.name.toLowerCase().includes(word) || row.sentence.toLowerCase().includes(word)))
    .filter((row) => view.channels.length === 0 || row.channels.some((channel) => view.channels.includes(channel)))
    .filter((row) => !view.trouble || row.problems > 0 || row.error > 0)
    .sort((a, b) => sign * compare(a, b, view.sort) || b.updatedAt.localeCompare(a.updatedAt))
}

function compare(a: ListRow, b: ListRow, sort: SortBy): number {
  if (sort === 'status') return statuses.indexOf(a.status) - statuses.indexOf(b.status)
  if (sort === 'name') return a.name.localeCompare(b.name)
  if (sort === 'updatedAt') return a.updatedAt.localeCompare(b.updatedAt)
  return a[sort] - b[sort]
}

/** The journey whose name is nearest to a search that found nothing, by shared pairs of letters; null: none is like it. */
export function nearest(rows: readonly ListRow[], query: string): ListRow | null {
  const wanted = pairs(query)
  let best: { row: ListRow; score: number } | null = null
  for (const row of rows) {
    const own = pairs(row.name)
    const shared = [...wanted].filter((pair) => own.has(pair)).length
    const score = (2 * shared) / Math.max(1, wanted.size + own.size)
    if (score > (best?.score ?? 0.2)) best = { row, score }
  }
  return best?.row ?? null
}
const pairs = (text: string) => {
  const letters = text.toLowerCase().replace(/\W+/g, '')
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2)))
}
