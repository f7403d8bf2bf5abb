import type { z } from 'zod'
import { noFacts } from '#domain/condition/memory.ts'
import type { EventInHand, Facts, MemberFacts, Plan, Standing } from '#domain/engine/types.ts'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import { compilePlan } from '#domain/journey/plan.ts'
import type { journeySettingsSchema } from '#domain/journey/settings.ts'
import type { NodeKind } from '#domain/nodes/kinds.ts'
import { drawMore } from './drawMore.ts'
import { date, duration, onAttribute, property, question, trigger, until } from './drawWords.ts'

/**
 * Journeys for tests, written as they are drawn:
 *
 *   journey('trigger(Order Completed) → delay 1h → condition(plan equals vip: yes→email, no→exit bye)')
 *
 * A step is `trigger(<event>[ where <property> <operator> <value>])`, `delay <number><s|m|h|d|w|M>`, `email [template]`,
 * `exit [reason]`, one of those in drawMore.ts, or one with branches, which are `<outlet>→<steps>, ...`:
 *
 *   condition(<question>: <branches>)                              yes, no
 *   waitTrue(<question> within <duration>[ from entry]: ...)       yes, timeout
 *   waitFor(<event> [or <event>] within <duration>: ...)           happened, happened2, ..., timeout
 *   until(<1-5> <09.00>-<17.00>)                                   next
 *   until(<attribute>[ <duration> before|after][ at <09.00>]: ...)  next, none, and past after ` or past`
 *   until(<2026-12-24> <09.00>)                                    next, and past after ` or past`; in UTC
 *   branch(<question> | <question>: ...)                           a, b, ..., else
 *   branchEntry(<property> <operator> <value> | ...: ...)          the same
 *
 * Other triggers are `onSegment(<key>[ left])`, `onAttribute(<name>[ from <operator> <value>][ to <operator> <value>])` and
 * `onDate(<attribute>[ <duration> before|after][ at <09.00>][ yearly])`. An event that is waited for may have `where ...` and `matching <property>`, the same property of the entry event. A question
 * is `<attribute> <operator> [value]` or `<event> x<count>` for "at least so many of this event".
 *
 * `name=step` gives a step its key and a later `@name` goes back
 * to it; other keys are the step's word, numbered from the second on. `->` may stand for `→`.
 */
export function journey(drawing: string, rest: { name?: string; settings?: z.input<typeof journeySettingsSchema> } = {}): JourneyDocument {
  const drawn: Drawn = { nodes: [], paths: [] }
  draw(drawn, drawing.replaceAll('->', '→').trim(), null)
  return journeyDocumentSchema.parse({ name: 'A journey', ...rest, ...drawn })
}

/** The same, compiled. */
export const plan = (drawing: string): Plan => compilePlan(journey(drawing), { journeyId: 1, workspaceId: 1, versionId: 1 })

type DrawnNode = { key: string; kind: NodeKind; settings: Record<string, unknown>; position: { x: number; y: number } }
type Drawn = { nodes: DrawnNode[]; paths: { source: string; outlet: string; target: string }[] }
type From = { source: string; outlet: string }

function draw(drawn: Drawn, drawing: string, from: From | null): void {
  const [first = '', ...after] = split(drawing, '→')
  const step = first.trim()
  if (step === '') return
  if (step.startsWith('@')) return connect(drawn, from, step.slice(1))
  const [, name, text = step] = /^(\w+)=(.*)$/s.exec(step) ?? []
  const key = add(drawn, text, name)
  connect(drawn, from, key)
  const branches = BRANCHES.exec(text)?.[2]
  if (branches === undefined) return draw(drawn, after.join('→'), { source: key, outlet: 'next' })
  for (const branch of split(branches, ',')) {
    const [outlet = '', ...steps] = split(branch, '→')
    draw(drawn, steps.join('→'), { source: key, outlet: outlet.trim() })
  }
}

/** "word(what: outlet→steps, ...)"; a colon that no outlet follows is part of what is asked. */
const BRANCHES = /^\w+\((.*?):(?=\s*(?:[\w-]+→|\)$))(.*)\)$/s

function connect(drawn: Drawn, from: From | null, target: string): void {
  if (from) drawn.paths.push({ ...from, target })
}

function add(drawn: Drawn, text: string, name: string | undefined): string {
  const [word = ''] = /^\w+/.exec(text) ?? []
  const { kind, settings } = read(word, BRANCHES.exec(text)?.[1] ?? text.slice(word.length).trim())
  const earlier = drawn.nodes.filter((node) => node.kind === kind).length
  const key = name ?? (earlier === 0 ? word : `${word}${earlier + 1}`)
  drawn.nodes.push({ key, kind, settings, position: { x: 0, y: drawn.nodes.length * 120 } })
  return key
}

function read(word: string, rest: string): { kind: NodeKind; settings: Record<string, unknown> } {
  const inside = rest.replace(/^\(|\)$/g, '')
  const asked = inside.trim()
  switch (word) {
    case 'trigger':
      return { kind: 'trigger.event', settings: trigger(inside) }
    case 'onSegment':
      return { kind: 'trigger.segment', settings: { segment: inside.split(' ')[0], change: inside.endsWith(' left') ? 'left' : 'entered' } }
    case 'onAttribute':
      return { kind: 'trigger.attribute', settings: onAttribute(inside) }
    case 'onDate':
      return { kind: 'trigger.date', settings: { ...date(inside.replace(/ yearly$/, '')), yearly: inside.endsWith(' yearly') } }
    case 'delay':
      return { kind: 'rule.delay', settings: { duration: duration(rest) } }
    case 'condition':
      return { kind: 'rule.condition', settings: { condition: question(asked) } }
    case 'branch':
      return { kind: 'rule.branch', settings: { branches: letters(asked.split(' | ').map((one) => ({ condition: question(one) }))) } }
    case 'branchEntry':
      return {
        kind: 'rule.branch',
        settings: { on: 'entry', branches: letters(asked.split(' | ').map((one) => ({ condition: property(one) }))) },
      }
    case 'until':
      return { kind: 'rule.wait_until', settings: until(asked) }
    case 'waitTrue':
      return { kind: 'rule.wait_condition', settings: waitTrue(asked) }
    case 'waitFor':
      return { kind: 'rule.wait_for', settings: waitFor(asked) }
    case 'email':
      return { kind: 'action.email', settings: { template: rest || 'hello' } }
    case 'exit':
      return { kind: 'action.exit', settings: rest ? { reason: rest } : {} }
    default:
      return drawMore(word, asked)
  }
}

const letters = <Of>(items: Of[]) => items.map((one, at) => ({ outlet: 'abcdefghij'[at] ?? '', ...one }))

function waitTrue(text: string): Record<string, unknown> {
  const { asked, ...limit } = timeout(text)
  return { condition: question(asked), ...limit }
}

function waitFor(text: string): Record<string, unknown> {
  const { asked, ...limit } = timeout(text)
  const events = asked.split(' or ').map((one, at) => {
    const [head = '', matching] = one.split(' matching ')
    const match = matching && [{ property: matching, entryProperty: matching }]
    return { ...trigger(head), outlet: at === 0 ? 'happened' : `happened${at + 1}`, ...(match && { match }) }
  })
  return { events, ...limit }
}

/** "... within 1h" or "... within 1h from entry" */
function timeout(text: string) {
  const [asked = '', limit = ''] = text.split(' within ')
  return { asked, timeout: duration(limit), ...(limit.endsWith(' from entry') && { from: 'entry' }) }
}

/** Splits where no parenthesis is open. */
function split(text: string, by: string): string[] {
  const parts = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter === by && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts
}

export const member = (attributes: MemberFacts['attributes'] = {}, timeZone: string | null = null): MemberFacts => ({
  id: 1,
  userId: 'jane',
  timeZone,
  attributes,
})

export const event = (name = 'Order Completed', properties: EventInHand['properties'] = {}, at = 0): EventInHand => ({
  id: 7,
  name,
  at,
  properties,
})

/** Where a passage stands before its first walk. */
export const atEntry = (of: Plan, entry: EventInHand = event()): Standing => ({
  nodeKey: of.triggers[0] ?? '',
  status: 'READY',
  visits: 0,
  entry,
  enteredAt: 0,
  rest: null,
  variables: {},
})

/** Facts that answer every question with one number. */
export const counting = (count: number): Facts => ({ ...noFacts, count: () => count, messages: () => count })
export { noFacts }
