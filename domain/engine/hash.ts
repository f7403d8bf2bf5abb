/** FNV-1a over UTF-16 code units, 64 bits, in hex (Fowler, Noll, Vo). Stable across runs and machines. */
export function hashText(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}
