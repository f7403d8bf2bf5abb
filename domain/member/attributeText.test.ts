import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#domain/engine/types.ts'
import { readAttribute, writeAttribute } from './attributeText.ts'

test.each<[string, Json]>([
  ['Leeds', 'Leeds'],
  ['7', 7],
  ['-1.5', -1.5],
  ['"7"', '7'],
  ['007', '007'],
  ['+44 7700', '+44 7700'],
  ['true', true],
  ['truely', 'truely'],
  ['["a", 1]', ['a', 1]],
  ['', ''],
])('%j is read as %j', (text, value) => expect(readAttribute(text)).toEqual({ ok: true, value }))

test('what begins as JSON and is none is refused', () => {
  expect(readAttribute('{ "a": ')).toMatchObject({ ok: false })
})

test('every value reads back as itself', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), (value) => {
      const json = JSON.parse(JSON.stringify(value))
      expect(readAttribute(writeAttribute(json))).toEqual({ ok: true, value: json })
    }),
  )
})
