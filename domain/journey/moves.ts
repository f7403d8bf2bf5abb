import * as z from 'zod'
import { type Graph, nodeKeySchema } from './document.ts'

/** What becomes of the members inside when a version is published. */
export const membersPolicySchema = z
  .discriminatedUnion('policy', [
    /** Everybody goes on with the version they are on. */
    z.strictObject({ policy: z.literal('finish') }),
    /** Everybody goes over: to the node of the same key, and out of the journey where that is gone. */
    z.strictObject({ policy: z.literal('follow') }),
    /** By node: to the node named, out of the journey for null. Who stands at a node that is not named stays. */
    z.strictObject({ policy: z.literal('move'), moves: z.record(nodeKeySchema, nodeKeySchema.nullable()) }),
  ])
  .meta({ id: 'MembersPolicy' })
export type MembersPolicy = z.output<typeof membersPolicySchema>

/** Node key -> node key, or null to leave; null as a whole: the node of the same key, else leave. */
export type Moves = { [nodeKey: string]: string | null } | null

export const movesOf = (members: MembersPolicy): Moves => (members.policy === 'move' ? members.moves : null)

/** Where a member goes who stands at a node: the key of the new node, null for out of the journey, undefined for nowhere. */
export function targetOf(moves: Moves, nodeKey: string, isThere: (key: string) => boolean): string | null | undefined {
  if (moves !== null) return Object.hasOwn(moves, nodeKey) ? moves[nodeKey] : undefined
  return isThere(nodeKey) ? nodeKey : null
}

/** stays: on the old version. follows: goes on waiting, reckoned anew from its arrival. arrives: anew, at another node. */
export const fates = ['stays', 'follows', 'arrives', 'leaves'] as const
export type Fate = (typeof fates)[number]

/** What becomes of a member who stands at a node of an earlier version. */
export function fateOf(members: MembersPolicy, at: { key: string; kind: string }, next: Graph): { fate: Fate; target: string | null } {
  if (members.policy === 'finish') return { fate: 'stays', target: null }
  const kinds = new Map<string, string>(next.nodes.map(({ key, kind }) => [key, kind]))
  const target = targetOf(movesOf(members), at.key, (key) => kinds.has(key))
  if (target === undefined) return { fate: 'stays', target: null }
  if (target === null) return { fate: 'leaves', target: null }
  return { fate: target === at.key && kinds.get(target) === at.kind ? 'follows' : 'arrives', target }
}
