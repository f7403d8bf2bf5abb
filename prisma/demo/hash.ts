/** FNV-1a over UTF-16 units, finished with MurmurHash3's mixer, as a number from 0 (included) to 1: the demo's only dice. */
export function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32
}

/** One of a list, by hash. The list may not be empty. */
export function pick<T>(list: readonly [T, ...T[]], text: string): T {
  return list[Math.floor(hash(text) * list.length)] ?? list[0]
}
