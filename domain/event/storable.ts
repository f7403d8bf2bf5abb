import { LIMITS } from './wire.ts'

/** The reasons there are. */
export const rejectionCodes = [
  'invalid',
  'missing_identity',
  'too_large',
  'too_deep',
  'too_many_keys',
  'name_too_long',
  'forbidden_name',
  'unstorable',
] as const

/** Why an item is refused: a code for programs, a sentence for people, and where (JSON Pointer into the item). */
export type Rejection = { code: string; detail: string; pointer: string | null }

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what PostgreSQL cannot store
const NUL = /\u0000/
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/**
 * Walks a value out of JSON.parse and says why it must not be stored, or how large it is at most (bytes of its JSON).
 * Refused are what PostgreSQL cannot hold (NUL, lone surrogates), names that reach an object's prototype, and what is
 * nested or sized beyond the limits. Iterative: depth costs no stack.
 */
export function checkStorable(item: unknown): Rejection | { bytesAtMost: number } {
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: item, pointer: '', depth: 0 }]
  let keys = 0
  let chars = 0
  for (let at = open.pop(); at; at = open.pop()) {
    const { value, pointer, depth } = at
    if (typeof value === 'string') {
      chars += value.length + 2
      const fault = checkText(value)
      if (fault) return { ...fault, pointer }
    } else if (typeof value !== 'object' || value === null) chars += 24
    else if (depth > LIMITS.depth) return { code: 'too_deep', detail: `is nested more than ${LIMITS.depth} levels deep`, pointer }
    else if (Array.isArray(value)) {
      chars += value.length + 2
      for (let i = 0; i < value.length; i++) open.push({ value: value[i], pointer: `${pointer}/${i}`, depth: depth + 1 })
    } else
      for (const [key, inner] of Object.entries(value)) {
        const inside = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
        const fault = checkKey(key)
        if (fault) return { ...fault, pointer: inside }
        if (++keys > LIMITS.keys) return { code: 'too_many_keys', detail: `has more than ${LIMITS.keys} names`, pointer }
        chars += key.length + 4
        open.push({ value: inner, pointer: inside, depth: depth + 1 })
      }
  }
  return { bytesAtMost: chars * 6 }
}

function checkText(text: string): { code: string; detail: string } | undefined {
  if (NUL.test(text)) return { code: 'unstorable', detail: 'contains the character NUL (\\u0000), which cannot be stored' }
  if (LONE_SURROGATE.test(text)) return { code: 'unstorable', detail: 'contains half of a surrogate pair, which cannot be stored' }
  return undefined
}

function checkKey(key: string): { code: string; detail: string } | undefined {
  if (FORBIDDEN.has(key)) return { code: 'forbidden_name', detail: `is named ${key}, which is not allowed` }
  if (key.length > LIMITS.nameChars) return { code: 'name_too_long', detail: `has a name of more than ${LIMITS.nameChars} characters` }
  return checkText(key)
}
