export const SHARDS = 64

/**
 * The shard a new member is put in: Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4) of its id.
 * Stored with the member and every hot row, never computed again.
 */
export function shardOf(memberId: number): number {
  return Number((BigInt.asUintN(32, BigInt(memberId) * 2_654_435_761n) >> 8n) % BigInt(SHARDS))
}
