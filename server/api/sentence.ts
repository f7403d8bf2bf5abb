import type { z } from 'zod'
import { messages } from '#messages/index.ts'
import type { FieldError } from '#server/errors.ts'

const custom: Record<string, string> = messages.en.errors

/** The issues of a refused value as JSON pointers with sentences that say what to do. A union shows its closest branch. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], under = ''): FieldError[] {
  return issues.flatMap((issue) => {
    const pointer = under + issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return fieldErrors(closest(issue.errors), pointer)
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ pointer: `${pointer}/${key}`, detail: 'This field is not known here. Remove it.' }))
    return [{ pointer, detail: sentence(issue) }]
  })
}

/** zod leaves the input out of an issue; its own words say whether there was one. */
const isMissing = (issue: z.core.$ZodIssue) => issue.code === 'invalid_type' && issue.message.endsWith('received undefined')

/** The branch that came furthest: whose issues lie deepest, then that has most of its fields, then with the fewest issues. */
function closest(branches: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(0, ...issues.map((issue) => issue.path.length))
  const foreign = (issues: readonly z.core.$ZodIssue[]) =>
    issues.filter((issue) => isMissing(issue) || issue.code === 'unrecognized_keys').length
  return [...branches].sort((a, b) => depth(b) - depth(a) || foreign(a) - foreign(b) || a.length - b.length)[0] ?? []
}

function sentence(issue: z.core.$ZodIssue): string {
  const own = custom[issue.message]
  if (own) return own
  switch (issue.code) {
    case 'invalid_type':
      return isMissing(issue) ? 'This field is missing.' : `Expected ${issue.expected}.`
    case 'invalid_value':
      return `Expected ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}.`
    case 'too_small':
      return `Must ${bound(issue.origin, 'at least', Number(issue.minimum))}.`
    case 'too_big':
      return `Must ${bound(issue.origin, 'at most', Number(issue.maximum))}.`
    default:
      return `${issue.message}.`.replace(/\.\.$/, '.')
  }
}

function bound(origin: string, side: string, limit: number): string {
  if (origin === 'string') return `have ${side} ${limit} ${limit === 1 ? 'character' : 'characters'}`
  if (origin === 'array' || origin === 'set') return `have ${side} ${limit} ${limit === 1 ? 'item' : 'items'}`
  return `be ${side} ${limit}`
}
