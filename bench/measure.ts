/** The middle value of a list; the mean of the two middle ones when it is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2
}

/** The value below which the share `q` (0 to 1) of the list lies: nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return at(sorted, Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * q) - 1)))
}

export type Rounds = Record<string, number[]>

/**
 * Runs every variant once a round, in turn, so that a slow moment of the machine falls on all of them. A variant answers
 * with its rate (per second).
 */
export async function interleave(rounds: number, variants: Record<string, () => Promise<number>>): Promise<Rounds> {
  const rates: Rounds = Object.fromEntries(Object.keys(variants).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(variants)) rates[name]?.push(await run())
  }
  return rates
}

/** The median of the ratios within each round: the only figure that may be quoted from a shared machine. */
export function ratio(rounds: Rounds, of: string, to: string): number {
  const upper = rounds[of] ?? []
  const lower = rounds[to] ?? []
  return median(upper.map((value, round) => value / at(lower, round)))
}

function at(values: readonly number[], index: number): number {
  const value = values[index]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}
