/** FNV-1a over UTF-16 code units, 64 bits, in hex (Fowler, Noll, Vo). Stable across runs and machines. */
export function hashText(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}

/**
 * A number in [0, 1), as good as evenly spread over texts: the hash above, stirred by the finalizer of MurmurHash3 (fmix64,
 * Austin Appleby), since FNV leaves the last characters out of its high bits. The top 53 bits.
 */
export function uniform(text: string): number {
  let hash = BigInt(`0x${hashText(text)}`)
  hash = BigInt.asUintN(64, (hash ^ (hash >> 33n)) * 0xff51afd7ed558ccdn)
  hash = BigInt.asUintN(64, (hash ^ (hash >> 33n)) * 0xc4ceb9fe1a85ec53n)
  return Number((hash ^ (hash >> 33n)) >> 11n) / 2 ** 53
}
