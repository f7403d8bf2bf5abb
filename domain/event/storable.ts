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

type Fault = { code: (typeof rejectionCodes)[number]; detail: string; path: string }
type Measured = { keys: number; chars: number }

/**
 * Walks a value out of JSON.parse and says why it must not be stored, or how large it is at most (bytes of its JSON).
 * Refused are what PostgreSQL cannot hold (NUL, lone surrogates), names that reach an object's prototype, and what is
 * nested or sized beyond the limits. Every event passes here: a place is spelt out only once something is wrong.
 */
export function checkStorable(item: unknown): Rejection | { bytesAtMost: number } {
  const measured: Measured = { keys: 0, chars: 0 }
  const fault = walk(item, 0, measured)
  if (fault) return { code: fault.code, detail: fault.detail, pointer: fault.path }
  return { bytesAtMost: measured.chars * 6 }
}

function walk(value: unknown, depth: number, measured: Measured): Fault | undefined {
  if (typeof value === 'string') {
    measured.chars += value.length + 2
    return checkText(value)
  }
  if (typeof value !== 'object' || value === null) {
    measured.chars += 24
    return undefined
  }
  if (depth > LIMITS.depth) return { code: 'too_deep', detail: `is nested more than ${LIMITS.depth} levels deep`, path: '' }
  if (Array.isArray(value)) return walkList(value, depth, measured)
  return isObject(value) ? walkObject(value, depth, measured) : undefined
}

const isObject = (value: object): value is { [key: string]: unknown } => !Array.isArray(value)

function walkList(list: readonly unknown[], depth: number, measured: Measured): Fault | undefined {
  measured.chars += list.length + 2
  for (let i = 0; i < list.length; i++) {
    const fault = walk(list[i], depth + 1, measured)
    if (fault) return { ...fault, path: `/${i}${fault.path}` }
  }
  return undefined
}

function walkObject(object: { [key: string]: unknown }, depth: number, measured: Measured): Fault | undefined {
  // What JSON.parse makes inherits nothing that could be enumerated.
  for (const key in object) {
    measured.chars += key.length + 4
    const isTooMany = ++measured.keys > LIMITS.keys
    if (isTooMany) return { code: 'too_many_keys', detail: `has more than ${LIMITS.keys} names`, path: '' }
    const fault = checkKey(key) ?? walk(object[key], depth + 1, measured)
    if (fault) return { ...fault, path: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${fault.path}` }
  }
  return undefined
}

function checkText(text: string): Fault | undefined {
  if (text.includes('\u0000'))
    return { code: 'unstorable', detail: 'contains the character NUL (\\u0000), which cannot be stored', path: '' }
  if (!text.isWellFormed()) return { code: 'unstorable', detail: 'contains half of a surrogate pair, which cannot be stored', path: '' }
  return undefined
}

function checkKey(key: string): Fault | undefined {
  if (key === '__proto__' || key === 'constructor' || key === 'prototype')
    return { code: 'forbidden_name', detail: `is named ${key}, which is not allowed`, path: '' }
  if (key.length > LIMITS.nameChars)
    return { code: 'name_too_long', detail: `has a name of more than ${LIMITS.nameChars} characters`, path: '' }
  return checkText(key)
}
