import * as z from 'zod'
import { uniform } from '#domain/engine/hash.ts'
import type { Standing } from '#domain/engine/types.ts'
import { problem } from './check.ts'
import type { DecideInput, SettingsProblem } from './definition.ts'
import { entriesOf } from './values.ts'

/** Arms that members are split over, for kinds that do: an outlet each, and how large its share is of the sum of weights. */
export const ARMS_MIN = 2
export const ARMS_MAX = 10
const OUTLET = /^[a-z][a-z0-9_]{0,19}$/
/** Outlets that mean something of their own. */
const RESERVED = ['error', 'holdout', 'next', 'timeout']

const armSchema = z.strictObject({
  outlet: z
    .string()
    .regex(OUTLET)
    .refine((outlet) => !RESERVED.includes(outlet)),
  weight: z.number().min(0).max(1_000_000),
})
export type Arm = z.output<typeof armSchema>

export const armsSchema = z
  .array(armSchema)
  .min(ARMS_MIN)
  .max(ARMS_MAX)
  .refine((arms) => new Set(arms.map(({ outlet }) => outlet)).size === arms.length)
  .refine((arms) => arms.some(({ weight }) => weight > 0))

/**
 * The arm at a number in [0, 1): each has a range as wide as its share, in the order of the list. So a weight that changes
 * moves only the members between its old edge and its new one, and those of the edges after it.
 */
export function armAt(arms: readonly Arm[], at: number): string {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0)
  let edge = 0
  for (const { outlet, weight } of arms) {
    edge += weight
    if (at * total < edge) return outlet
  }
  return arms.findLast(({ weight }) => weight > 0)?.outlet ?? ''
}

type Whose = Pick<DecideInput<unknown>, 'journeyId' | 'nodeKey' | 'member'>

/** The same number for a member whenever it comes to this node. */
export const stickyAt = ({ journeyId, nodeKey, member }: Whose, salt = '') => uniform(`${journeyId} ${nodeKey} ${member.id}${salt}`)

/** Another number at every visit, and the same for the same visit. */
export const freshAt = ({ journeyId, nodeKey, member, standing }: Whose & { standing: Standing }) =>
  uniform(`${journeyId} ${nodeKey} ${member.id} ${standing.entry.id} ${standing.entry.part ?? 0} ${standing.visits + 1}`)

type DraftArm = { outlet: string; weight: number | null }

/** A draft's arms, as far as they can be read. */
export const armsIn = (draft: unknown): DraftArm[] =>
  (Array.isArray(draft) ? draft : []).map((one: unknown) => {
    const { outlet, weight } = Object.fromEntries(entriesOf(one))
    return { outlet: typeof outlet === 'string' ? outlet : '', weight: typeof weight === 'number' ? weight : null }
  })

export const outletsOfArms = (draft: unknown): string[] => [
  ...new Set(
    armsIn(draft)
      .map(({ outlet }) => outlet)
      .filter((outlet) => outlet !== ''),
  ),
]

export function armProblems(draft: unknown): SettingsProblem[] {
  const arms = armsIn(draft)
  if (arms.length < ARMS_MIN) return [problem('armsFew', '/arms')]
  if (arms.length > ARMS_MAX) return [problem('armsMany', '/arms', { count: ARMS_MAX })]
  const names = arms.map(({ outlet }) => outlet)
  const found = arms.flatMap(({ outlet, weight }, at) => {
    if (!OUTLET.test(outlet) || RESERVED.includes(outlet)) return [problem('armNameInvalid', `/arms/${at}/outlet`)]
    if (names.indexOf(outlet) !== at) return [problem('armTwice', `/arms/${at}/outlet`, { name: outlet })]
    return weight === null || weight < 0 ? [problem('armWeightMissing', `/arms/${at}/weight`, { name: outlet })] : []
  })
  if (found.length > 0 || arms.some(({ weight }) => (weight ?? 0) > 0)) return found
  return [problem('armsWeightless', '/arms')]
}

/** "50 / 50", "60 / 40": shares in percent. */
export function sharesOf(draft: unknown): string {
  const weights = armsIn(draft).map(({ weight }) => Math.max(0, weight ?? 0))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return total === 0 ? '' : weights.map((weight) => String(Math.round((weight / total) * 1_000) / 10)).join(' / ')
}
