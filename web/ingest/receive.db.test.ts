import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { startListener, type TestListener } from '#tests/support/listener.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'

let listener: TestListener
let workspaceId: number
let key: string

beforeAll(async () => {
  listener = await startListener()
})
afterAll(() => listener.close())
beforeEach(async () => {
  workspaceId = (await makeWorkspace()).id
  key = (await makeKey(workspaceId)).key
})

const basic = (user: string) => ({ authorization: `Basic ${Buffer.from(user).toString('base64')}` })
const post = (path: string, body: unknown, headers: HeadersInit = basic(`${key}:`)) =>
  fetch(`${listener.url}${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
  })

type Stored = { name: string; kind: string; payload: { messageId: string; properties: Record<string, unknown> } }
async function inbox(workspace = workspaceId): Promise<Stored[]> {
  const { rows } = await pool().query<Stored>(
    "select payload ->> 'name' as name, kind, payload from engine.inbox where workspace_id = $1 order by accepted_at, id",
    [workspace],
  )
  return rows
}
const rejected = async () =>
  (
    await pool().query<{ code: string; pointer: string | null; item: string; message_id: string | null }>(
      'select code, pointer, item, message_id from engine.rejected_event where workspace_id = $1 order by id',
      [workspaceId],
    )
  ).rows

describe('what clients of every kind send is taken', () => {
  test.each(['track', 't', 'identify', 'i', 'page', 'p', 'screen', 's', 'group', 'g', 'alias', 'a'])(
    '/v1/%s, with and without a slash',
    async (path) => {
      const item = { userId: 'u', event: 'E', groupId: 'g', previousId: 'p' }
      for (const form of [`/v1/${path}`, `/v1/${path}/`, `/v1/${path}?x=1`]) {
        const response = await post(form, item)
        expect([response.status, response.redirected, await response.text()]).toEqual([200, false, '{"success":true}'])
      }
      expect(await inbox()).toHaveLength(path === 'alias' || path === 'a' ? 3 : 3)
    },
  )

  test.each(['/v1/batch', '/v1/b', '/v1/import'])('%s, gzipped under any content type', async (path) => {
    const body = gzipSync(
      JSON.stringify({
        batch: [
          { type: 'track', userId: 'u', event: 'One' },
          { type: 'track', userId: 'u', event: 'Two' },
        ],
      }),
    )
    const forms: Record<string, string>[] = [
      { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
      { 'content-type': 'text/plain' },
    ]
    for (const headers of forms) expect((await post(path, body, { ...basic(`${key}:`), ...headers })).status).toBe(200)
    expect((await inbox()).map((row) => row.name)).toEqual(['One', 'Two', 'One', 'Two'])
  })

  test('the key in the header with or without a colon, or in the body', async () => {
    const item = { userId: 'u', event: 'E' }
    expect((await post('/v1/track', item, basic(`${key}:`))).status).toBe(200)
    expect((await post('/v1/track', item, basic(key))).status).toBe(200)
    expect((await post('/v1/track', { ...item, writeKey: key }, {})).status).toBe(200)
  })

  test('browsers of any origin are let in', async () => {
    const preflight = await fetch(`${listener.url}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-retry-count',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization.*x-retry-count/)
    const settings = await fetch(`${listener.url}/v1/projects/${key}/settings`)
    expect(settings.headers.get('access-control-allow-origin')).toBe('*')
    expect(await settings.json()).toMatchObject({
      integrations: { 'Segment.io': { apiKey: key, apiHost: `${new URL(listener.url).host}/v1` } },
    })
  })
})

describe('what cannot be read is refused whole, and nothing of it is stored', () => {
  test.each<[string, number, () => Promise<Response>]>([
    ['a wrong key', 401, () => post('/v1/track', { userId: 'u', event: 'E' }, basic('sjw_wrong:'))],
    ['no key', 401, () => post('/v1/track', { userId: 'u', event: 'E' }, {})],
    ['malformed JSON', 400, () => post('/v1/batch', '{"batch": [')],
    ['a list', 400, () => post('/v1/batch', '[]')],
    ['invalid UTF-8', 400, () => post('/v1/track', Buffer.from([0x7b, 0xff, 0x7d]))],
    ['broken gzip', 400, () => post('/v1/batch', Buffer.from([0x1f, 0x8b, 1, 2, 3]))],
    ['a gzip bomb', 413, () => post('/v1/batch', gzipSync(Buffer.alloc(50_000_000, 32)))],
    ['more than 500 KB', 413, () => post('/v1/batch', { batch: [{ type: 'track', userId: 'u', event: 'x'.repeat(520_000) }] })],
    [
      'more than 2,500 items',
      413,
      () => post('/v1/batch', { batch: Array.from({ length: 2_501 }, () => ({ type: 'track', userId: 'u', event: 'E' })) }),
    ],
    ['nesting without end', 400, () => post('/v1/batch', '['.repeat(200_000))],
    ['GET', 405, () => fetch(`${listener.url}/v1/track`)],
  ])('%s: %i', async (_, status, send) => {
    const response = await send()
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ status, detail: expect.stringMatching(/\.$/), requestId: expect.any(String) })
    expect(await inbox()).toEqual([])
  })

  test('a key says no within seconds of being revoked, and a server key never opens this door', async () => {
    const server = await makeKey(workspaceId, 'server')
    expect((await post('/v1/track', { userId: 'u', event: 'E' }, basic(server.key))).status).toBe(401)
    await pool().query('update api_key set revoked_at = now() where workspace_id = $1', [workspaceId])
    expect((await post('/v1/track', { userId: 'u', event: 'E' })).status).toBe(401)
  })
})

test('bad items are stored with their reasons, and the rest of the batch is accepted', async () => {
  const items = [
    JSON.stringify({ type: 'track', userId: 'u', event: 'Good' }),
    JSON.stringify({ type: 'track', event: 'Nobody', messageId: 'm-1' }),
    JSON.stringify({ type: 'identify', userId: 'u', traits: { name: 'a\u0000b' } }),
    JSON.stringify({ type: 'track', userId: 'u', event: 'Big', properties: { text: 'x'.repeat(40_000) } }),
    '{"type":"identify","userId":"u","traits":{"__proto__":{"admin":true}}}',
    `{"type":"track","userId":"u","event":"Deep","properties":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
    '"not an object"',
    JSON.stringify({ type: 'track', userId: 'u', event: 'Also good' }),
  ]
  const response = await post('/v1/batch', `{"batch":[${items.join()}]}`)
  expect(response.status).toBe(200)
  expect((await response.json()).rejected).toHaveLength(6)
  expect((await inbox()).map((row) => row.name)).toEqual(['Good', 'Also good'])
  expect(await rejected()).toMatchObject([
    { code: 'missing_identity', pointer: '/userId', message_id: 'm-1' },
    { code: 'unstorable', pointer: '/traits/name', item: expect.stringContaining('a\\u0000b') },
    { code: 'too_large' },
    { code: 'forbidden_name', pointer: '/traits/__proto__' },
    { code: 'too_deep' },
    { code: 'invalid' },
  ])
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
})

test('an oversize single event is refused and can be looked at', async () => {
  const response = await post('/v1/track', { userId: 'u', event: 'Big', properties: { text: 'x'.repeat(40_000) } })
  expect(response.status).toBe(413)
  expect(await rejected()).toMatchObject([{ code: 'too_large' }])
})

test('one messageId sent 100 times at once is one event; in another workspace it is another', async () => {
  const item = { userId: 'u', event: 'E', messageId: 'same' }
  const answers = await Promise.all(Array.from({ length: 100 }, () => post('/v1/track', item)))
  expect(answers.every((a) => a.status === 200)).toBe(true)
  expect(await inbox()).toHaveLength(1)
  const other = await makeWorkspace()
  await post('/v1/track', item, basic((await makeKey(other.id)).key))
  expect(await inbox(other.id)).toHaveLength(1)
})

test('the first of two bodies under one messageId is kept', async () => {
  await post('/v1/batch', {
    batch: [
      { type: 'track', userId: 'u', event: 'First', messageId: 'm' },
      { type: 'track', userId: 'u', event: 'Second', messageId: 'm' },
    ],
  })
  await post('/v1/track', { userId: 'v', event: 'Third', messageId: 'm' })
  expect((await inbox()).map((row) => row.name)).toEqual(['First'])
})

test("a connection's and a batch's events keep their order", async () => {
  for (let batch = 0; batch < 5; batch++)
    await post('/v1/batch', {
      batch: Array.from({ length: 50 }, (_, i) => ({ type: 'track', userId: `u${i % 3}`, event: `E${batch * 50 + i}` })),
    })
  const { rows } = await pool().query<{ name: string }>(
    "select payload ->> 'name' as name from engine.inbox where workspace_id = $1 order by accepted_at",
    [workspaceId],
  )
  expect(rows.map((r) => r.name)).toEqual(Array.from({ length: 250 }, (_, i) => `E${i}`))
  const { rows: times } = await pool().query<{ n: number }>(
    'select count(distinct accepted_at)::int as n from engine.inbox where workspace_id = $1',
    [workspaceId],
  )
  expect(times[0]?.n).toBe(250)
})

test('the bell is rung after the commit, and the metrics count', async () => {
  const before = listener.rings()
  await post('/v1/track', { userId: 'u', event: 'E' })
  expect(listener.rings()).toBe(before + 1)
  expect(await (await fetch(`${listener.url}/metrics`)).text()).toMatch(
    /journey_events_ingested_total\{type="track",result="received"\} \d+/,
  )
})
