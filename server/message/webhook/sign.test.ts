import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newSecret, signedHeaders } from './sign.ts'

type IsOurs = (headers: Record<string, string>, body: string, secret: string) => boolean
let isOurs: IsOurs

/** What the guide tells receivers to write. */
beforeAll(async () => {
  const guide = readFileSync(path.resolve(import.meta.dirname, '../../../docs/guides/webhooks.md'), 'utf8')
  const code = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  const loaded: { isOurs: IsOurs } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)
  isOurs = loaded.isOurs
})

it('signs as the example of Standard Webhooks does', () => {
  const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), '{"test": 2432232314}', [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ])
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

describe('a receiver who follows the guide', () => {
  const [mine, next, other] = [newSecret(), newSecret(), newSecret()]
  const body = '{"name": "Zo\u00eb"}'
  const signed = (at = new Date()) => signedHeaders('msg_1-2', at, body, [next, mine])

  it('takes what either secret of a rotation signed', () => {
    expect(isOurs(signed(), body, mine)).toBe(true)
    expect(isOurs(signed(), body, next)).toBe(true)
  })
  it('refuses another secret, another body, another id, an old call, and no signature', () => {
    expect(isOurs(signed(), body, other)).toBe(false)
    expect(isOurs(signed(), `${body} `, mine)).toBe(false)
    expect(isOurs({ ...signed(), 'webhook-id': 'msg_1-3' }, body, mine)).toBe(false)
    expect(isOurs(signed(new Date(Date.now() - 301_000)), body, mine)).toBe(false)
    expect(isOurs({ 'webhook-id': 'msg_1-2', 'webhook-timestamp': signed()['webhook-timestamp'] ?? '' }, body, mine)).toBe(false)
  })
})
