import { request } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '#tests/support/receiver.ts'
import { createReach } from './address.ts'
import { createGuardedAgent, NotConnected, type Resolve } from './guardedAgent.ts'

const closed = createReach({ cidrs: [], ports: [] })
const open = createReach({ cidrs: ['127.0.0.0/8'], ports: [] })
const names =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.close())
beforeEach(() => receiver.reset())

/** The status, or why there was no connection. */
async function get(url: string, reach = closed, resolve?: Resolve): Promise<number | string> {
  const agent = createGuardedAgent(reach, resolve)
  try {
    const { statusCode, body } = await request(url, { dispatcher: agent })
    await body.dump()
    return statusCode
  } catch (error) {
    if (error instanceof NotConnected) return error.why
    throw error
  } finally {
    await agent.close()
  }
}

describe('an address that is not public', () => {
  it.each([
    ...['127.0.0.1', '2130706433', '0x7f000001', '017700000001', '127.1', '0', '0.0.0.0', '127.0.0.1.', '127.000.000.001'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '169.254.169.254', '[fd00:ec2::254]'],
    ...['10.0.0.1', '192.168.0.1', '[fe80::1]', '\u2460\u2461\u2466.0.0.1', '127\u30020\u30020\u30021', 'localhost', 'LOCALHOST'],
  ])('http://%s is not connected to', async (host) => {
    expect(await get(`http://${host}:${receiver.port}/`)).toBe('blocked')
    expect(receiver.connections).toBe(0)
  })

  it('is not reached by a name, not even by one that has a public address too', async () => {
    expect(await get(`http://inside.example:${receiver.port}/`, closed, names('127.0.0.1'))).toBe('blocked')
    expect(await get('http://both.example/', closed, names('8.8.8.8', '127.0.0.1'))).toBe('blocked')
    expect(await get('http://mapped.example/', closed, names('::ffff:127.0.0.1'))).toBe('blocked')
    expect(receiver.connections).toBe(0)
  })

  it('is not reached by a name that changes its mind: it is looked up once, and that is where the call goes', async () => {
    let asked = 0
    const rebinding: Resolve = async () => [{ address: asked++ === 0 ? '127.0.0.2' : '127.0.0.1', family: 4 }]
    const onlyFirst = createReach({ cidrs: ['127.0.0.2'], ports: [] })
    // The port listens on 127.0.0.1 alone: a second look-up would reach it.
    expect(await get(`http://rebind.example:${receiver.port}/`, onlyFirst, rebinding)).toBe('unreachable')
    expect(asked).toBe(1)
    expect(await get(`http://rebind.example:${receiver.port}/`, onlyFirst, rebinding)).toBe('blocked')
    expect(receiver.connections).toBe(0)
  })

  it('is not reached by a redirect', async () => {
    receiver.script = () => ({ status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } })
    expect(await get(`${receiver.url}/`, open)).toBe(302)
    expect(receiver.calls).toHaveLength(1)
  })

  it('is reached where its range is allowed, in any spelling', async () => {
    for (const host of ['127.0.0.1', '2130706433']) expect(await get(`http://${host}:${receiver.port}/`, open), host).toBe(200)
    expect(await get(`http://inside.example:${receiver.port}/`, open, names('127.0.0.1'))).toBe(200)
  })
})

describe('a public address', () => {
  it('is not called at other ports than those of the web', async () => {
    for (const port of [22, 25, 6379, 8080]) expect(await get(`http://public.example:${port}/`, closed, names('8.8.8.8'))).toBe('blocked')
  })
})

it('says that nobody was reached when a name is unknown or nothing listens', async () => {
  const unknown: Resolve = async () => {
    throw Object.assign(new Error('getaddrinfo ENOTFOUND gone.example'), { code: 'ENOTFOUND' })
  }
  expect(await get('http://gone.example/', closed, unknown)).toBe('unreachable')
  expect(await get('http://127.0.0.1:1/', open)).toBe('unreachable')
  expect(await get(`https://127.0.0.1:${receiver.port}/`, open)).toBe('unreachable')
})

it('takes no proxy from the environment', async () => {
  const before = process.env.http_proxy
  process.env.http_proxy = receiver.url
  try {
    expect(await get('http://127.0.0.1:1/', open)).toBe('unreachable')
    expect(receiver.connections).toBe(0)
  } finally {
    if (before === undefined) delete process.env.http_proxy
    else process.env.http_proxy = before
  }
})
