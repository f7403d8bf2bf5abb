import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { messages } from '#messages/index.ts'
import { fieldErrors } from './sentence.ts'

const of = (schema: z.ZodType, value: unknown) => fieldErrors(schema.safeParse(value).error?.issues ?? [])
const root = path.resolve(import.meta.dirname, '../..')

describe('the sentences of a refused field', () => {
  it('exist for every code that a schema names', () => {
    const files = ['domain', 'server'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(root, folder, file)),
    )
    const codes = files
      .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\{ error: '([A-Za-z]+)' \}/g)].map(([, code]) => code))
    expect(codes.length).toBeGreaterThan(5)
    expect(Object.keys(messages.en.errors)).toEqual(expect.arrayContaining([...new Set(codes)]))
  })

  it('point into what was sent, slashes in names escaped', () => {
    expect(of(z.object({ 'a/b': z.object({ c: z.string() }) }), { 'a/b': { c: 1 } })).toEqual([
      { pointer: '/a~1b/c', detail: 'Expected string.' },
    ])
  })

  it('say what is missing, unknown, too short, too long or not among the choices', () => {
    const schema = z.strictObject({
      name: z.string().min(2).max(3),
      kind: z.enum(['a', 'b']),
      list: z.array(z.number()).max(1),
      count: z.number().max(5),
    })
    expect(of(schema, { extra: 1, kind: 'c', list: [6, 1], count: 6 })).toEqual([
      { pointer: '/name', detail: 'This field is missing.' },
      { pointer: '/kind', detail: 'Expected one of a, b.' },
      { pointer: '/list', detail: 'Must have at most 1 item.' },
      { pointer: '/count', detail: 'Must be at most 5.' },
      { pointer: '/extra', detail: 'This field is not known here. Remove it.' },
    ])
    expect(of(schema.shape.name, 'a')).toEqual([{ pointer: '', detail: 'Must have at least 2 characters.' }])
  })

  it('of a union are those of the branch that came closest', () => {
    const union = z.union([z.object({ all: z.array(z.string()) }), z.object({ attribute: z.string(), operator: z.enum(['equals']) })])
    expect(of(union, { attribute: 'plan', operator: 'is' })).toEqual([{ pointer: '/operator', detail: 'Expected equals.' }])
  })
})
