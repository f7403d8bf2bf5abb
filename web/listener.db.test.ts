import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startListener, type TestListener } from '#tests/support/listener.ts'

/** Stands where Next does: says back what reached it. */
const socket = path.join(tmpdir(), `sojourn-test-${process.pid}.sock`)
let pages: Server
let seen: IncomingMessage | undefined
let listener: TestListener

const openPages = () =>
  new Promise<void>((resolve) => {
    pages = createServer((request, response) => {
      seen = request
      if (request.url === '/slow') return response.writeHead(200).write('half')
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () =>
        response.writeHead(201, { 'x-frame-options': 'SAMEORIGIN', 'set-cookie': ['a=1', 'b=2'] }).end(Buffer.concat(chunks)),
      )
    })
    pages.listen(socket, resolve)
  })
const closePages = () =>
  new Promise((resolve) => {
    pages.closeAllConnections()
    pages.close(resolve)
  })

beforeAll(async () => {
  await openPages()
  listener = await startListener({ pages: socket })
})
afterAll(async () => {
  await listener.close()
  await closePages()
})

describe('everything that the listener does not answer goes to the pages', () => {
  test('with its body, method, query and cookies, and back with headers of ours', async () => {
    const answer = await fetch(`${listener.url}/w/default/journeys?x=1`, { method: 'POST', body: 'hello', headers: { cookie: 's=1' } })
    expect([answer.status, await answer.text()]).toEqual([201, 'hello'])
    expect(seen?.url).toBe('/w/default/journeys?x=1')
    expect(seen?.headers).toMatchObject({
      cookie: 's=1',
      'x-path': '/w/default/journeys?x=1',
      'x-request-id': answer.headers.get('x-request-id'),
    })
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  })

  test('what a stranger claims about the way is replaced', async () => {
    await fetch(`${listener.url}/`, {
      headers: {
        'x-forwarded-for': '6.6.6.6',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        'x-middleware-subrequest': 'src/middleware',
        forwarded: 'for=6.6.6.6',
      },
    })
    expect(seen?.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': new URL(listener.url).host,
      'x-forwarded-proto': 'http',
    })
    expect(seen?.headers['x-middleware-subrequest']).toBeUndefined()
    expect(seen?.headers.forwarded).toBeUndefined()
  })

  test('a page that dies in the middle ends its connection and nothing else', async () => {
    const answer = await fetch(`${listener.url}/slow`)
    await closePages()
    await expect(answer.text()).rejects.toThrow()
    const down = await fetch(`${listener.url}/`)
    expect([down.status, down.headers.get('retry-after')]).toEqual([502, '2'])
    expect(await down.json()).toMatchObject({ status: 502, code: 'pages_down' })
    const page = await fetch(`${listener.url}/`, { headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
    expect((await fetch(`${listener.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${listener.url}/v1/track`, { method: 'POST', body: '{}' })).status).toBe(401)
    await openPages()
    expect((await fetch(`${listener.url}/`)).status).toBe(201)
  })
})

describe('what operators ask', () => {
  test('readyz names the stores, and says 503 when the database is away or it is draining', async () => {
    const ready = await fetch(`${listener.url}/readyz`)
    expect([ready.status, await ready.json()]).toMatchObject([200, { database: 'ok', migrations: 'ok' }])
    const gone = await startListener({ pool: { connectionString: 'postgresql://nobody@127.0.0.1:9/none' } })
    const answer = await fetch(`${gone.url}/readyz`)
    expect([answer.status, await answer.json()]).toMatchObject([503, { status: 'not_ready', database: 'down' }])
    expect((await fetch(`${gone.url}/healthz`)).status).toBe(200)
    await gone.close()
    const draining = await startListener({ isDraining: true })
    expect((await fetch(`${draining.url}/readyz`)).status).toBe(503)
    await draining.close()
  })

  test('paths below /v1 that mean nothing are 404, never a page and never a redirect', async () => {
    const answer = await fetch(`${listener.url}/v1/tracks/`, { method: 'POST', redirect: 'manual' })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})

test('a header section without end is refused', async () => {
  const { port } = new URL(listener.url)
  const answer = await new Promise<string>((resolve) => {
    const client = connect(Number(port), '127.0.0.1', () => client.write(`GET / HTTP/1.1\r\nhost: x\r\n${'x-a: b\r\n'.repeat(10_000)}`))
    let text = ''
    client.on('data', (chunk) => {
      text += chunk
    })
    client.on('close', () => resolve(text))
    client.on('error', () => resolve(text))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 431/)
})
