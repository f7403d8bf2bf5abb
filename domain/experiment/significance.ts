/** Members who took an arm, and how many of them reached the goal in time. */
export type Share = { members: number; converted: number }
export type ArmShare = Share & { arm: string }

/** Null where nobody took it. */
export const rateOf = ({ members, converted }: Share): number | null => (members === 0 ? null : converted / members)

/** Several taken as one. */
export const together = (shares: readonly Share[]): Share => ({
  members: shares.reduce((sum, { members }) => sum + members, 0),
  converted: shares.reduce((sum, { converted }) => sum + converted, 0),
})

/**
 * The chance of a difference at least as large between two shares if there were none: the two-proportion z-test with pooled
 * variance, two-sided. z = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2)) with p = (x1 + x2) / (n1 + n2).
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3. 1 where there is no variance, or nobody.
 */
export function twoProportionP(a: Share, b: Share): number {
  const pooled = (a.converted + b.converted) / (a.members + b.members)
  const variance = pooled * (1 - pooled) * (1 / a.members + 1 / b.members)
  if (!(variance > 0) || !Number.isFinite(variance)) return 1
  return beyond((a.converted / a.members - b.converted / b.members) / Math.sqrt(variance))
}

/**
 * Where the true share lies with this confidence: the score interval. Null where nobody took the arm.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 */
export function intervalOf({ members: n, converted }: Share, confidence: number): { low: number; high: number } | null {
  if (n === 0) return null
  const z = quantile(confidence)
  const share = converted / n
  const scale = 1 / (1 + (z * z) / n)
  const middle = scale * (share + (z * z) / (2 * n))
  const reach = scale * z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) }
}

/** How likely a standard normal value lies further out than `z`, on either side. */
const beyond = (z: number): number => erfc(Math.abs(z) / Math.SQRT2)

/** The z that `beyond` leaves 1 - confidence for: halved down, since it falls steadily. */
function quantile(confidence: number): number {
  let [low, high] = [0, 10]
  while (high - low > 1e-9) {
    const middle = (low + high) / 2
    if (beyond(middle) > 1 - confidence) low = middle
    else high = middle
  }
  return low
}

/**
 * The complementary error function for x >= 0, with a relative error below 1.2e-7: a Chebyshev fit.
 * Source: W. H. Press et al., Numerical Recipes, 6.2 (erfcc).
 */
function erfc(x: number): number {
  const t = 1 / (1 + x / 2)
  const terms = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277]
  return Math.min(1, t * Math.exp(-x * x + terms.reduceRight((sum, term) => sum * t + term, 0)))
}
