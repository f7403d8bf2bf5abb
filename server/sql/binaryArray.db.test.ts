import { describe, expect, test } from 'vitest'
import { rows } from '#tests/support/engine.ts'
import { type NumberType, numberArray, type TextType, textArray, UnfitNumber } from './binaryArray.ts'

/** The elements as PostgreSQL understands them. */
const read = async (type: string, array: Buffer): Promise<(string | null)[]> =>
  (await rows<{ read: (string | null)[] | null }>(`select array(select x::text from unnest($1::${type}[]) x) as read`, [array]))[0]?.read ??
  []

describe('a binary array reads as what it was made of', () => {
  test.each<[NumberType, (number | null)[]]>([
    ['smallint', [0, -1, 32_767, -32_768, null]],
    ['int', [0, null, 2_147_483_647, -2_147_483_648]],
    ['bigint', [0, 1, -1, 4_294_967_296, -4_294_967_297, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, null]],
    ['bigint', []],
  ])('%s %j', async (type, values) =>
    expect(await read(type, numberArray(type, values))).toEqual(values.map((one) => (one === null ? null : String(one)))),
  )

  test('instants, to the millisecond, before 2000 and after', async () => {
    const instants = ['1969-12-31T23:59:59.999Z', '1999-12-31T23:59:59.999Z', '2000-01-01T00:00:00.000Z', '2026-11-28T12:34:56.789Z', null]
    const array = numberArray(
      'timestamptz',
      instants.map((one) => (one === null ? null : Date.parse(one))),
    )
    const [found] = await rows<{ at: (Date | null)[] }>('select $1::timestamptz[] as at', [array])
    expect(found?.at.map((one) => one?.toISOString() ?? null)).toEqual(instants)
  })

  test('what is less than a millisecond is cut off, as in a Date', async () => {
    const at = Date.parse('2026-11-28T12:34:56.789Z')
    const [found] = await rows<{ at: string[] }>(
      `select array(select to_char(x at time zone 'UTC', 'SS.US') from unnest($1::timestamptz[]) x) as at`,
      [numberArray('timestamptz', [at + 0.999, -0.5])],
    )
    expect(found?.at).toEqual(['56.789000', '00.000000'])
  })

  test.each<[TextType, (string | null)[]]>([
    ['text', []],
    ['text', ['']],
    ['text', [null, 'null', '', '{a,"b\\c"}', 'a\nb', 'x'.repeat(100_000)]],
    // A byte more than characters, and many more: not a text of one byte a character, whatever its length.
    ['text', ['é']],
    ['text', ['é', 'plain', null, '🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊']],
    ['jsonb', ['{"a": "é"}', null, '[1, 2]']],
    ['jsonb', ['{"a": "e"}', null, '[1, 2]', '"x"']],
    ['json', ['{"a": "b\\nc\\"", "d": [1, null]}', null, '"ü"']],
  ])('%s %j', async (type, values) => expect(await read(type, textArray(type, values))).toEqual(values))
})

test.each<[NumberType, number]>([
  ['smallint', 32_768],
  ['int', 1.5],
  ['int', -2_147_483_649],
  ['bigint', Number.MAX_SAFE_INTEGER + 1],
  ['timestamptz', Number.NaN],
  ['timestamptz', Number.POSITIVE_INFINITY],
])('a %s is never %d', (type, value) => expect(() => numberArray(type, [value])).toThrow(UnfitNumber))

test('what PostgreSQL keeps in no text is refused by it, not changed', async () => {
  await expect(rows('select $1::text[]', [textArray('text', ['a\0b'])])).rejects.toMatchObject({ code: '22021' })
})
