import { parseLiquid, renderLiquid } from '#domain/message/liquid.ts'
import type { MemberFacts, Standing } from './types.ts'

export type RenderInput = { member: MemberFacts; standing: Standing; now: number }
/** Liquid text over what a walk knows. Throws where it does not parse or runs into a limit. */
export type RenderText = (text: string, input: RenderInput) => string

const parsed = new Map<string, ReturnType<typeof parseLiquid>>()
const PARSED_MAX = 1_000

/** The same names as in messages (docs/nodes.md): `member`, `event` (the entry event) and `journey` (variables). */
export const renderText: RenderText = (text, { member, standing, now }) => {
  const before = parsed.get(text) ?? parseLiquid('text', text)
  if (!parsed.has(text) && parsed.size >= PARSED_MAX) parsed.clear()
  parsed.set(text, before)
  if (!before.ok) throw new Error(before.problem.detail)
  const { id: _id, attributes, ...known } = member
  const { name, at, properties } = standing.entry
  return renderLiquid('text', before.templates, {
    ...{ now: new Date(now), timeZone: member.timeZone ?? 'UTC' },
    member: { ...attributes, attributes, ...known },
    event: { ...properties, properties, name, at: new Date(at).toISOString() },
    journey: standing.variables,
  })
}
