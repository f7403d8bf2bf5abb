import { isDuration, isNegative, numberOf, opposites } from '#domain/condition/compare.ts'
import type { Operand, Operator } from '#domain/condition/document.ts'
import { PATTERN_MAX } from '#domain/condition/glob.ts'
import type { Duration } from '#domain/time/duration.ts'
import { instantOf } from '#domain/time/instant.ts'
import type { Parameters } from './parameters.ts'

/** SQL expressions: what is compared (jsonb, or null where there is none), the instant of now (epoch ms) and the zone. */
export type Compared = { value: string; now: string; zone: string }
/**
 * Values beyond ASCII that fit a pattern: PostgreSQL and JavaScript do not change their case alike, so they are matched in
 * memory (server/condition/patterns.ts) and compared here to the letter.
 */
export type Fitting = (pattern: string) => readonly string[]

/** domain/condition/compare.ts in SQL: a boolean expression that is never null. */
export function comparisonSql(of: Compared, operator: Operator, operand: Operand | undefined, p: Parameters, fitting: Fitting): string {
  if (isNegative(operator)) return `not ${comparisonSql(of, opposites[operator], operand, p, fitting)}`
  return `coalesce(${positiveSql(of, operator, operand, p, fitting)}, false)`
}

type Positive = Exclude<Operator, keyof typeof opposites>
const NEVER = 'false'
const orders = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function positiveSql(of: Compared, operator: Positive, operand: Operand | undefined, p: Parameters, fitting: Fitting): string {
  const { value } = of
  switch (operator) {
    case 'is_set':
      return `${value} <> 'null'::jsonb`
    case 'equals':
      return Array.isArray(operand) ? sameListSql(value, operand, p) : sameAnySql(value, [operand], p)
    case 'in':
      return Array.isArray(operand) ? sameAnySql(value, operand, p) : NEVER
    case 'contains':
      return containsSql(value, operand, p)
    case 'starts_with':
      return textSql(of, operand, (text, part) => `starts_with(${text}, ${p.add(part, 'text')})`)
    case 'ends_with':
      return textSql(of, operand, (text, part) => `right(${text}, ${[...part].length}) = ${p.add(part, 'text')}`)
    case 'matches':
      return matchesSql(of, operand, p, fitting)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return orderedSql(of, operand, orders[operator], p)
    case 'between':
      if (!Array.isArray(operand) || operand.length !== 2) return NEVER
      return `(${orderedSql(of, operand[0], '>=', p)} and ${orderedSql(of, operand[1], '<=', p)})`
    case 'before':
      return instantsSql(of, operand, '<', p)
    case 'after':
      return instantsSql(of, operand, '>', p)
    case 'within_last':
      return isDuration(operand) ? withinLastSql(of, operand, p) : NEVER
  }
}

const textOf = (value: string) => `${value} #>> '{}'`
const isText = (value: string) => `jsonb_typeof(${value}) = 'string'`
const either = (parts: string[]) => (parts.length > 0 ? `(${parts.join(' or ')})` : NEVER)

/** The same as one of these. */
function sameAnySql(value: string, operands: readonly (Operand | undefined)[], p: Parameters): string {
  const texts = operands.filter((one) => typeof one === 'string')
  const numbers = operands.filter((one) => typeof one === 'number')
  const spelled = texts.flatMap((text) => numberOf(text) ?? [])
  const booleans = [true, false].flatMap((one) => {
    const isNamed = operands.includes(one)
    return isNamed || texts.includes(`${one}`) ? [`${value} = '${one}'::jsonb`, ...(isNamed ? [`${value} = '"${one}"'::jsonb`] : [])] : []
  })
  return either([
    ...(texts.length > 0 ? [`${isText(value)} and ${textOf(value)} = any(${p.add(texts, 'text[]')})`] : []),
    ...(spelled.length > 0
      ? [`jsonb_typeof(${value}) = 'number' and engine.number_of(${value}) = any(${p.add(spelled, 'float8[]')})`]
      : []),
    ...(numbers.length > 0 ? [`engine.number_of(${value}) = any(${p.add(numbers, 'float8[]')})`] : []),
    ...booleans,
    ...(operands.includes(null) ? [`coalesce(${value}, 'null') = 'null'::jsonb`] : []),
  ])
}

function sameListSql(value: string, list: readonly Operand[], p: Parameters): string {
  const parts = list.map((one, i) => `coalesce(${sameAnySql(`(${value} -> ${i})`, [one], p)}, false)`)
  const length = `jsonb_array_length(case when jsonb_typeof(${value}) = 'array' then ${value} end) = ${list.length}`
  return [length, ...parts].join(' and ')
}

function containsSql(value: string, operand: Operand | undefined, p: Parameters): string {
  const same = Array.isArray(operand) ? sameListSql('x.one', operand, p) : sameAnySql('x.one', [operand], p)
  const inText = typeof operand === 'string' ? `position(${p.add(operand, 'text')} in ${textOf(value)}) > 0` : NEVER
  return `case jsonb_typeof(${value}) when 'string' then ${inText}
    when 'array' then exists (select from jsonb_array_elements(${value}) x(one) where ${same}) end`
}

function textSql({ value }: Compared, operand: Operand | undefined, of: (text: string, part: string) => string): string {
  return typeof operand === 'string' ? `(${isText(value)} and ${of(textOf(value), operand)})` : NEVER
}

function matchesSql(of: Compared, operand: Operand | undefined, p: Parameters, fitting: Fitting): string {
  if (typeof operand !== 'string' || operand.length > PATTERN_MAX) return NEVER
  const like = operand
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_')
  return textSql(of, operand, (text) => {
    const isAscii = `octet_length(${text}) = length(${text})`
    const others = fitting(operand)
    const known = others.length > 0 ? `(${text}) = any(${p.add(others, 'text[]')})` : NEVER
    return `case when ${isAscii} then lower(left(${text}, 2000) collate "C") like ${p.add(like, 'text')} else ${known} end`
  })
}

function orderedSql(of: Compared, operand: Operand | undefined, order: string, p: Parameters): string {
  const number = numberOf(operand)
  if (number !== null) return `engine.number_of(${of.value}) ${order} ${p.add(number, 'float8')}`
  return typeof operand === 'string' ? `(${isText(of.value)} and ${instantsSql(of, operand, order, p)})` : NEVER
}

function instantsSql({ value, zone }: Compared, operand: Operand | undefined, order: string, p: Parameters): string {
  const at = instantOf(operand, 'UTC')
  if (at === null) return NEVER
  // A date without an offset is another instant in every zone.
  const expected = instantOf(operand, 'Asia/Kathmandu') === at ? p.add(at, 'float8') : `engine.instant_of(${p.json(operand)}, ${zone})`
  return `engine.instant_of(${value}, ${zone}) ${order} ${expected}`
}

function withinLastSql({ value, zone, now }: Compared, duration: Duration, p: Parameters): string {
  const { months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = duration
  const at = `engine.instant_of(${value}, ${zone})`
  const parts = [p.add(months, 'int'), p.add(weeks * 7 + days, 'int'), p.add(((hours * 60 + minutes) * 60 + seconds) * 1_000, 'float8')]
  return `(${at} <= ${now} and ${now} < engine.instant_plus(${at}, ${parts.join(', ')}, ${zone}))`
}
