import { expect, test } from 'vitest'
import { changesOf, faultOf, linesOf, readProperties } from './attributeForm.ts'

const lines = linesOf({ plan: 'pro', orders: 7, code: '007', tags: ['a'] })
const line = (index: number) => {
  const found = lines[index]
  if (!found) throw new Error('no such line')
  return found
}
const fresh = (name: string, text: string) => ({ id: 9, name, text, was: null, isRemoved: false })

test('nothing touched, nothing changed', () => {
  expect(changesOf(lines)).toEqual({})
})

test('only what changed is saved: typed values keep their type, removed ones become null, empty new lines are left out', () => {
  expect(
    changesOf([
      { ...line(0), text: 'free' },
      { ...line(1), text: '8' },
      { ...line(2), isRemoved: true },
      line(3),
      fresh('vip', 'true'),
      fresh('', ''),
    ]),
  ).toEqual({
    plan: 'free',
    orders: 8,
    code: null,
    vip: true,
  })
})

test('each fault names its field', () => {
  expect(faultOf(fresh('', 'x'), lines)).toMatchObject({ field: 'name', key: 'nameMissing' })
  expect(faultOf(fresh('plan', 'x'), lines)).toMatchObject({ key: 'nameTaken' })
  expect(faultOf(fresh('x'.repeat(201), 'x'), lines)).toMatchObject({ key: 'nameLong' })
  expect(faultOf({ ...line(3), text: '["a"' }, lines)).toMatchObject({ field: 'text', key: 'notJson' })
  expect(faultOf({ ...line(3), text: '["a"', isRemoved: true }, lines)).toBeNull()
})

test('properties are a JSON object or nothing', () => {
  expect(readProperties(' ')).toEqual({ ok: true, value: {} })
  expect(readProperties('{ "revenue": 20 }')).toEqual({ ok: true, value: { revenue: 20 } })
  for (const text of ['[1]', '7', 'text', '{ revenue }']) expect(readProperties(text).ok).toBe(false)
})
