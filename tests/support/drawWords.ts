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
