import { expect, test } from 'vitest'
import { nameOf } from './name.ts'

test.each([
  [{ name: ' Jane Okafor ' }, 'Jane Okafor'],
  [{ firstName: 'Jane', lastName: 'Okafor' }, 'Jane Okafor'],
  [{ first_name: 'Jane' }, 'Jane'],
  [{ last_name: 'Okafor' }, 'Okafor'],
  [{ name: 7, firstName: '' }, null],
  [{}, null],
])('%j is called %s', (attributes, name) => expect(nameOf(attributes)).toBe(name))
