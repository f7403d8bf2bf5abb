import { expect, it } from 'vitest'
import { ownPath } from './signIn.ts'

it.each([
  [undefined, '/'],
  ['', '/'],
  ['/w/default/journeys?q=a', '/w/default/journeys?q=a'],
  ['//evil.test', '/'],
  ['/\\evil.test', '/'],
  ['https://evil.test', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?from=/', '/'],
])('after signing in from %s one goes to %s', (from, to) => {
  expect(ownPath(from)).toBe(to)
})
