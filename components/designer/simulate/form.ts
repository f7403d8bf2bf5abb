import type { z } from 'zod'
import type { DurationDraft } from '#components/forms/DurationInput.tsx'
import { definedOf } from '#components/nodes/settings.ts'
import type { Json } from '#domain/engine/types.ts'
import { periodOf } from '#domain/report/period.ts'
import type { simulateSchema } from '#domain/simulate/request.ts'
import { addDuration } from '#domain/time/zone.ts'

export const ways = ['backtest', 'member', 'synthetic'] as const
export type Way = (typeof ways)[number]
export const spans = ['7d', '30d', '90d', 'custom'] as const
type Bag = { [name: string]: Json }

/** An event that might happen: `at` is an instant (ISO). */
export type MadeUpEvent = { event: string; at: string; properties: Bag }

/** What the form of a simulation holds. Days are of the workspace's zone, the last included. */
export type SimulateForm = {
  version: 'draft' | number
  way: Way
  span: (typeof spans)[number]
  from: string
  to: string
  userId: string
  /** What might have happened to the member besides. */
  besides: MadeUpEvent[]
  attributes: Bag
  /** Of the made-up member; '' is the workspace's. */
  timeZone: string
  events: MadeUpEvent[]
  /** How long after the first made-up event the clock runs. */
  lasts: DurationDraft
}

type Request = z.input<typeof simulateSchema>
/** Keys of the sentences that say what is missing. */
export type Fault = 'noMember' | 'noEvents' | 'eventUnnamed' | 'eventUntimed' | 'noSpan' | 'noLength'

export function blankForm(version: 'draft' | number, event: string, now: number): SimulateForm {
  return {
    ...{ version, way: 'backtest', span: '30d', from: '', to: '', userId: '', besides: [], attributes: {}, timeZone: '' },
    events: [{ event, at: new Date(Math.floor(now / 60_000) * 60_000).toISOString(), properties: {} }],
    lasts: { days: 60 },
  }
}

/** What is asked of the API, or what is missing. `now` in epoch ms. */
export function requestOf(form: SimulateForm, now: number, zone: string): { request: Request } | { fault: Fault } {
  const { version, way } = form
  if (way === 'synthetic') return madeUpRequest(form, zone)
  if (form.span === 'custom' && !(form.from && form.to)) return { fault: 'noSpan' }
  const choice = form.span === 'custom' ? { range: form.span, from: form.from, to: form.to } : { range: form.span }
  const { from, to } = periodOf({ ...choice, against: 'none' }, now, null, zone)
  if (way === 'backtest') return { request: { version, backtest: { from, to } } }
  if (form.userId === '') return { fault: 'noMember' }
  const fault = faultIn(form.besides)
  return fault ? { fault } : { request: { version, member: { userId: form.userId, from, to, events: form.besides.map(sent) } } }
}

/** The one member of a made-up world. */
const USER = 'made-up'

function madeUpRequest({ version, attributes, timeZone, events, lasts }: SimulateForm, zone: string): ReturnType<typeof requestOf> {
  if (events.length === 0) return { fault: 'noEvents' }
  const fault = faultIn(events)
  if (fault) return { fault }
  const first = Math.min(...events.map(({ at }) => Date.parse(at)))
  const until = addDuration(first, definedOf(lasts), timeZone || zone)
  if (until <= first) return { fault: 'noLength' }
  const member = { userId: USER, attributes, ...(timeZone && { timeZone }) }
  const all = events.map((one) => ({ ...sent(one), userId: USER }))
  return { request: { version, paths: true, synthetic: { members: [member], events: all, until: new Date(until).toISOString() } } }
}

function faultIn(events: readonly MadeUpEvent[]): Fault | null {
  if (events.some(({ event }) => event.trim() === '')) return 'eventUnnamed'
  return events.some(({ at }) => Number.isNaN(Date.parse(at))) ? 'eventUntimed' : null
}

const sent = ({ event, at, properties }: MadeUpEvent) => ({ event, timestamp: at, properties })
