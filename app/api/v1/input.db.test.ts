import { beforeAll, describe, expect, it } from 'vitest'
import * as unknown from '#app/api/[...unknown]/route.ts'
import { journeySchema } from '#domain/journey/resource.ts'
import { pool } from '#server/db/pg.ts'
import { type Call, type Caller, call, signedIn } from '#tests/support/api.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'
import * as draftRoute from './journeys/[id]/draft/route.ts'
import * as journeyRoute from './journeys/[id]/route.ts'
import * as journeysRoute from './journeys/route.ts'
import * as keysRoute from './keys/route.ts'

let workspace: { id: number; slug: string }
let editor: Caller
let owner: Caller
let key: Caller

beforeAll(async () => {
  workspace = await makeWorkspace()
  editor = { cookie: (await signedIn(workspace.id, 'editor')).cookie, slug: workspace.slug }
  owner = { cookie: (await signedIn(workspace.id, 'owner')).cookie, slug: workspace.slug }
  key = { key: (await makeKey(workspace.id, 'server')).key }
})

const document = journey('trigger(Order Completed) → email hello → exit', { name: 'Win back' })
const create = (request: Call, who = editor) => call(journeysRoute.POST, 'POST', who, request)
const journeys = async () =>
  Number((await pool().query('select count(*) from journey where workspace_id = $1', [workspace.id])).rows[0]?.count)

describe('bad input', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
  const node = { key: 'a', kind: 'action.exit' }
  const table: [string, Call, number, string, string?][] = [
    ['malformed JSON', { raw: '{"name": ' }, 400, 'malformed_json'],
    ['no body', {}, 400, 'invalid', ''],
    ['another content type', { raw: 'name=x', headers: { 'content-type': 'text/plain' } }, 415, 'content_type'],
    ['a body over 1 MB', { raw: JSON.stringify({ name: 'x'.repeat(1_000_001) }) }, 413, 'body_too_large'],
    ['a list instead of an object', { body: [] }, 400, 'invalid', ''],
    ['no name', { body: { nodes: [] } }, 400, 'invalid', '/name'],
    ['a field nobody knows', { body: { name: 'x', workspaceId: 1 } }, 400, 'invalid', '/workspaceId'],
    ['a status', { body: { name: 'x', status: 'ONGOING' } }, 400, 'invalid', '/status'],
    ['an unknown node kind', { body: { name: 'x', nodes: [{ key: 'a', kind: 'action.magic' }] } }, 400, 'invalid', '/nodes/0/kind'],
    ['a key with spaces', { body: { name: 'x', nodes: [{ key: 'a b', kind: 'action.exit' }] } }, 400, 'invalid', '/nodes/0/key'],
    [
      'a path to nowhere',
      { body: { name: 'x', nodes: [node], paths: [{ source: 'a', outlet: 'next', target: 'b' }] } },
      400,
      'graph',
      '/paths/0/target',
    ],
    [
      '__proto__ as a setting',
      { raw: '{"name":"x","nodes":[{"key":"a","kind":"action.exit","settings":{"__proto__":{"admin":true}}}]}' },
      400,
      'invalid',
      '/nodes/0/settings/__proto__',
    ],
    ['a NUL', { body: { name: 'x\0' } }, 400, 'invalid', '/name'],
    ['half of a character', { raw: '{"name":"\\ud800"}' }, 400, 'invalid', '/name'],
    ['nesting without end', { body: { name: 'x', nodes: [{ ...node, settings: { deep: nested(80) } }] } }, 400, 'invalid'],
    [
      'a reentry that does not exist',
      { body: { name: 'x', settings: { reentry: { mode: 'sometimes' } } } },
      400,
      'invalid',
      '/settings/reentry/mode',
    ],
  ]
  for (const [what, request, status, code, pointer] of table)
    it(`${what}: ${status} ${code}, and nothing is written`, async () => {
      const before = await journeys()
      const { status: got, body, headers } = await create(request)
      expect([got, body.code]).toEqual([status, code])
      expect(headers.get('content-type')).toBe('application/problem+json')
      expect(body).toMatchObject({ status, requestId: headers.get('x-request-id') })
      expect(body.detail).toMatch(/\S \S.*\.$/)
      if (pointer !== undefined) expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer)
      expect(await journeys()).toBe(before)
    })

  it('an id that is no id is a 404, like one that is not there', async () => {
    for (const id of ['abc', '0', '-1', '1.5', '99999999999', '2147483647', "1' or '1'='1"])
      expect((await call(journeyRoute.GET, 'GET', editor, { params: { id } })).status).toBe(404)
  })

  it('a limit out of bounds and an unknown sort are named', async () => {
    for (const [name, value] of [
      ['limit', '0'],
      ['limit', '1001'],
      ['limit', 'many'],
      ['sort', 'magic'],
      ['status', 'ongoing'],
    ] as const) {
      const { status, body } = await call(journeysRoute.GET, 'GET', editor, { query: { [name]: value } })
      expect([status, body.errors[0].pointer]).toEqual([400, `/${name}`])
    }
  })

  it('an address without a route is a problem too', async () => {
    const { status, body } = await call(unknown.GET, 'GET', editor)
    expect([status, body.code]).toEqual([404, 'address'])
  })

  it('a method that is not there names those that are', async () => {
    const { status, headers } = await call(journeysRoute.PUT, 'PUT', editor, { body: {} })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST'])
  })

  it('a session without a workspace is asked for one', async () => {
    const { status, body } = await call(journeysRoute.GET, 'GET', { cookie: editor.cookie ?? '' })
    expect([status, body.code]).toEqual([400, 'workspace_header'])
  })
})

describe('a draft over HTTP', () => {
  it('is written only with the etag last read', async () => {
    const made = await create({ body: document })
    const { id, etag } = journeySchema.parse(made.body)
    expect([made.status, made.headers.get('location'), made.headers.get('etag')]).toEqual([201, `/api/v1/journeys/${id}`, `"${etag}"`])
    const put = (headers: Record<string, string>) => call(draftRoute.PUT, 'PUT', editor, { params: { id }, body: document, headers })
    expect((await put({})).status).toBe(428)
    expect((await put({ 'if-match': `"${etag}"` })).headers.get('etag')).toBe('"2"')
    const stale = await put({ 'if-match': `"${etag}"` })
    expect([stale.status, stale.body.code, stale.body.etag]).toEqual([409, 'stale_draft', '2'])
  })
})

describe('Idempotency-Key', () => {
  const asked = (name: string, value: string) => ({ body: { name }, headers: { 'idempotency-key': value } })

  it('answers a repeat from memory, quoted or not', async () => {
    const before = await journeys()
    const first = await create(asked('Once', 'abc'), key)
    const again = await create(asked('Once', '"abc"'), key)
    expect([again.status, again.body]).toEqual([201, first.body])
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await journeys()).toBe(before + 1)
  })

  it('of many at once carries one out; the others are told to wait or get its answer', async () => {
    const before = await journeys()
    const all = await Promise.all(Array.from({ length: 8 }, () => create(asked('At once', 'race'), key)))
    expect(all.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
    expect(await journeys()).toBe(before + 1)
  })

  it('refuses another request under the same key', async () => {
    await create(asked('First', 'reused'), key)
    const { status, body } = await create(asked('Second', 'reused'), key)
    expect([status, body.code]).toEqual([422, 'idempotency_reused'])
  })

  it('forgets what was refused, so that a corrected request goes through', async () => {
    expect((await create({ ...asked('', 'corrected') }, key)).status).toBe(400)
    expect((await create(asked('Right', 'corrected'), key)).status).toBe(201)
  })

  it('never keeps a secret', async () => {
    const request = { body: { name: 'Shop', scope: 'write' }, headers: { 'idempotency-key': 'secret' } }
    expect((await call(keysRoute.POST, 'POST', owner, request)).status).toBe(201)
    const again = await call(keysRoute.POST, 'POST', owner, request)
    expect([again.status, again.body.code]).toEqual([409, 'idempotency_secret'])
    expect((await pool().query(`select response from idempotency_key where key = 'secret'`)).rows).toEqual([{ response: null }])
  })
})
