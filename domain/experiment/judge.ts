import { type ArmShare, rateOf, type Share, together, twoProportionP } from './significance.ts'

export type Judgement = {
  /** By arm, corrected: how likely chance alone is. Null for the control, and where nothing can be compared. */
  pValues: ReadonlyMap<string, number | null>
  /** The p-value that decides: the best arm's, of those against a control; where that wins, the largest. Null where nothing can be compared. */
  pValue: number | null
  /** The arm that is better, chance alone being unlikely enough; null where none is. */
  better: string | null
}

/**
 * Compares arms by two-proportion z-tests. With a control each other arm is tested against it, and every p-value is multiplied by
 * how many they are (Bonferroni); the best of those that beat it is better, or the control where it beats them all. Without one
 * each arm is tested against all the others together, and, from three arms on, every p-value multiplied by how many there are.
 */
export function judge(arms: readonly ArmShare[], { confidence, control }: { confidence: number; control: string | null }): Judgement {
  const least = 1 - confidence
  const base = control === null ? undefined : arms.find(({ arm }) => arm === control)
  const tested = arms.filter((one) => one !== base)
  const tests = !base && tested.length === 2 ? 1 : tested.length
  const judged = tested
    .map((one) => ({ one, rate: rateOf(one), p: corrected(one, base ?? together(arms.filter((other) => other !== one)), tests) }))
    .sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1))
  const pValues = new Map<string, number | null>(arms.map(({ arm }) => [arm, judged.find(({ one }) => one.arm === arm)?.p ?? null]))
  const unlikely = ({ p }: { p: number | null }) => p !== null && p <= least
  const [best] = judged
  if (!base) return { pValues, pValue: best?.p ?? null, better: best && unlikely(best) ? best.one.arm : null }
  const baseRate = rateOf(base) ?? 0
  const winning = judged.find((one) => unlikely(one) && (one.rate ?? 0) > baseRate)
  const isBaseBest = judged.length > 0 && judged.every((one) => unlikely(one) && (one.rate ?? 0) < baseRate)
  const deciding = isBaseBest ? Math.max(...judged.map(({ p }) => p ?? 1)) : ((winning ?? best)?.p ?? null)
  return { pValues, pValue: deciding, better: winning?.one.arm ?? (isBaseBest ? base.arm : null) }
}

function corrected(one: Share, other: Share, tests: number): number | null {
  return one.members === 0 || other.members === 0 ? null : Math.min(1, twoProportionP(one, other) * tests)
}
