import type { Condition } from '#domain/condition/document.ts'
import { definitionOf } from '#domain/nodes/registry.ts'

/** What the steps of a drawing (drawing.ts) say, read. */

/** "revenue gte 20" */
export function property(text: string) {
  const [name, operator, ...value] = text.trim().split(' ')
  return { property: name, operator, ...(value.length > 0 && { value: scalar(value.join(' ')) }) }
}

export function trigger(text: string): Record<string, unknown> {
  const [event = '', filter] = text.split(' where ')
  if (filter === undefined) return { event }
  return { event, filter: { all: [property(filter)] } }
}

const units = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days', w: 'weeks', M: 'months' } as const

/** "1h", "2d 6h" */
export function duration(text: string): Record<string, number> {
  const parts = [...text.matchAll(/(\d+)([smhdwM])/g)]
  const unitOf = (letter: string | undefined) => Object.entries(units).find(([one]) => one === letter)?.[1] ?? 'seconds'
  return Object.fromEntries(parts.map(([, amount, letter]) => [unitOf(letter), Number(amount)]))
}

export function question(text: string): Condition {
  const counted = /^(.*) x(\d+)$/.exec(text)
  if (counted) return { event: counted[1] ?? '', count: { operator: 'gte', value: Number(counted[2]) } }
  const [attribute = '', operator = '', ...value] = text.split(' ')
  const leaf = { attribute, operator, ...(value.length > 0 && { value: scalar(value.join(' ')) }) }
  const parsed = definitionOf('rule.condition').settings.parse({ condition: leaf })
  return isCondition(parsed) ? parsed.condition : { all: [] }
}

const isCondition = (value: unknown): value is { condition: Condition } =>
  typeof value === 'object' && value !== null && 'condition' in value

export const scalar = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)

/** "1-5 09.00-17.00", "2026-12-24 09.00", or a date of the member; each with or without " or past" */
export function until(text: string): Record<string, unknown> {
  const [asked = '', past] = text.split(' or ')
  const clock = (dotted = '') => dotted.replace('.', ':')
  const [, first, last, from, to] = /^(\d)-(\d) (\S+)-(\S+)$/.exec(asked) ?? []
  if (first) {
    const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => day >= Number(first) && day <= Number(last))
    return { window: { days, from: clock(from), to: clock(to) } }
  }
  const whenPast = past && { whenPast: past }
  if (/^\d{4}-/.test(asked)) return { at: `${clock(asked).replace(' ', 'T')}:00Z`, ...whenPast }
  return { ...date(asked), ...whenPast }
}

/** "birthday 3d before at 09.00" */
export function date(text: string): Record<string, unknown> {
  const [, attribute, length, direction, time] = /^(\w+)(?: ((?:\d+\w ?)+) (before|after))?(?: at (\S+))?$/.exec(text) ?? []
  const shift = length && { offset: duration(length), direction }
  return { attribute, ...shift, ...(time && { time: time.replace('.', ':') }) }
}

/** "plan from equals pro to equals vip" */
export function onAttribute(text: string): Record<string, unknown> {
  const [head = '', to] = text.split(' to ')
  const [attribute = '', from] = head.split(' from ')
  const asked = (of: string) => {
    const { property: _, ...comparison } = property(`x ${of}`)
    return comparison
  }
  return { attribute, ...(from && { from: asked(from) }), ...(to && { to: asked(to) }) }
}
