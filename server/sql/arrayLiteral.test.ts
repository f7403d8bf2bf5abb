import { expect, test } from 'vitest'
import { arrayLiteral } from './arrayLiteral.ts'

test.each([
  ['nothing', [], '{}'],
  ['numbers and nulls', [1, null, 2.5], '{1,null,2.5}'],
  ['truths', [true, false], '{true,false}'],
  ['quotes and backslashes', ['a "b"', 'c\\d', '{,}', ''], '{"a \\"b\\"","c\\\\d","{,}",""}'],
  ['a text that says null is no null', ['null', null], '{"null",null}'],
  ['line breaks and tabs as they are', ['a\nb\t', 'c'], '{"a\nb\t","c"}'],
  ['JSON that escapes', [JSON.stringify({ a: 'b\nc"' })], '{"{\\"a\\":\\"b\\\\nc\\\\\\"\\"}"}'],
])('%s', (_, values, literal) => expect(arrayLiteral(values)).toBe(literal))
