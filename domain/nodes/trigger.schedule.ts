import * as z from 'zod'
import { isZone } from '#domain/time/isZone.ts'
import { scheduleSchema } from '#domain/time/schedule.ts'
import { problem } from './check.ts'
import type { NodeDefinition, SettingsProblem } from './definition.ts'
import { startsByEntry } from './entryTrigger.ts'
import { durationValues, textOf } from './phrase.ts'
import { entriesOf } from './values.ts'

const more = {
  audience: z.union([z.literal('all'), z.strictObject({ segment: z.string().min(1).max(64) })]),
  /** The workspace's where there is none. */
  timeZone: z.string().refine(isZone).optional(),
}
const [once, cron, every, weekly, monthly] = scheduleSchema.options
const settings = z.union([
  z.strictObject({ ...once.shape, ...more }),
  z.strictObject({ ...cron.shape, ...more }),
  z.strictObject({ ...every.shape, ...more }),
  z.strictObject({ ...weekly.shape, ...more }),
  z.strictObject({ ...monthly.shape, ...more }),
])

/** Starts for an audience, at a time or again and again. Who is in the audience is looked at each time. */
export const triggerSchedule: NodeDefinition<typeof settings> = {
  kind: 'trigger.schedule',
  settings,
  blank: { cron: '0 9 * * 1', audience: 'all' },
  outlets: () => ['next'],
  waits: false,
  summary: (draft) => {
    const how = ways.find((one) => one in draft) ?? 'none'
    const { days, day, time } = Object.fromEntries([...entriesOf(draft.weekly), ...entriesOf(draft.monthly)])
    const values = { at: textOf(draft.at), cron: textOf(draft.cron), time: textOf(time), ...durationValues(draft.every) }
    return {
      key: 'nodes.trigger.schedule.summary',
      values: { how, ...values, ...daysOf(days), day: day === 'last' ? 'last' : Number(day) || 0 },
    }
  },
  problems: (draft, { segmentKeys }) => {
    const { segment } = Object.fromEntries(entriesOf(draft.audience))
    const key = textOf(segment)
    const ofAudience = draft.audience === 'all' || key !== '' ? [] : [problem('audienceMissing', '/audience')]
    const isGone = segmentKeys && key !== '' && !segmentKeys.has(key)
    return [...timeProblems(draft), ...ofAudience, ...(isGone ? [problem('audienceUnknown', '/audience', { segment: key })] : [])]
  },
  reads: () => [],
  trigger: startsByEntry,
  decide: () => ({ does: 'follow', outlet: 'next' }),
}

const ways = ['at', 'cron', 'every', 'weekly', 'monthly'] as const

/** "work" for Monday to Friday, "all" for every day; one alone by its number. */
function daysOf(days: unknown): { count: number; when: string } {
  const named = [1, 2, 3, 4, 5, 6, 7].filter((day) => Array.isArray(days) && days.includes(day))
  const text = named.join('')
  return { count: named.length, when: text === '1234567' ? 'all' : text === '12345' ? 'work' : named.length === 1 ? `d${text}` : 'some' }
}

function timeProblems(draft: Record<string, unknown>): SettingsProblem[] {
  const [way, other] = ways.filter((one) => one in draft)
  if (way === undefined || other !== undefined) return [problem(way === undefined ? 'scheduleMissing' : 'scheduleTwice', '/at')]
  const zone = draft.timeZone === undefined || isZone(textOf(draft.timeZone)) ? [] : [problem('timeZoneMissing', '/timeZone')]
  if (scheduleSchema.safeParse(draft).success) return zone
  const isDayless = way === 'weekly' && daysOf(Object.fromEntries(entriesOf(draft.weekly)).days).count === 0
  return [problem(way === 'cron' ? 'cronInvalid' : isDayless ? 'daysMissing' : 'scheduleMissing', `/${way}`), ...zone]
}
