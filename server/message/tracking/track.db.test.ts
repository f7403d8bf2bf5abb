import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { makeToken } from './token.ts'
import { createTracking } from './track.ts'

let owner: { workspaceId: number; shard: number; memberId: number; messageId: number }
let rung = 0
const tracking = createTracking({ pool: pool(), onOutcomes: () => rung++ })
const ask = (method: string, path: string, body = '', headers: Record<string, string> = {}) =>
  tracking.track({ method, path, body, headers: { 'user-agent': 'Mozilla/5.0 (Macintosh) Safari/605', ...headers }, ip: '127.0.0.1' })
const inbox = async () =>
  (await pool().query('select kind, shard, member_id, payload from engine.inbox order by id')).rows as {
    kind: string
    payload: Record<string, unknown>
  }[]
const consent = async () => (await pool().query('select state, source from engine.consent')).rows
const history = async () => (await pool().query('select state from engine.consent_history order by id')).rows.map((row) => row.state)
const oneClick = (path: string) => ask('POST', path, 'List-Unsubscribe=One-Click', { 'content-type': 'application/x-www-form-urlencoded' })

beforeAll(async () => {
  const workspace = await makeWorkspace()
  const member = await makeMember(workspace.id, 'jane', { email: 'jane@example.com' })
  owner = { workspaceId: workspace.id, shard: member.shard, memberId: member.id, messageId: 4_001 }
})
beforeEach(async () => {
  rung = 0
  await pool().query('delete from engine.inbox; delete from engine.consent; delete from engine.consent_history')
})

describe('opens and clicks', () => {
  it('are in the inbox before they are answered, and the answer is kept by nobody', async () => {
    const answer = await ask('GET', `/t/o/${makeToken('open', owner)}`)
    expect(answer).toMatchObject({ status: 200, headers: { 'Content-Type': 'image/gif' } })
    expect(answer.headers['Cache-Control']).toContain('no-store')
    expect(answer.headers['Set-Cookie']).toBeUndefined()
    expect(await inbox()).toMatchObject([
      {
        kind: 'outcome',
        shard: owner.shard,
        member_id: owner.memberId,
        payload: { messageId: 4_001, outcome: 'opened', detail: { by: 'person' } },
      },
    ])
    expect(rung).toBe(1)
  })

  it('lead to the signed address and nowhere else', async () => {
    const token = makeToken('click', { ...owner, url: 'https://shop.example/cart?id=1' })
    const answer = await ask('GET', `/t/c/${token}`)
    expect(answer).toMatchObject({ status: 302, headers: { Location: 'https://shop.example/cart?id=1' } })
    expect(await inbox()).toMatchObject([{ payload: { outcome: 'clicked', detail: { url: 'https://shop.example/cart?id=1' } } }])
    for (const path of ['/t/c/https:evil.example', `/t/c/${token}x`, `/t/c/${makeToken('open', owner)}`, '/t/c/', '/t/x/abc', '/t/o/..%2f'])
      expect(await ask('GET', path)).toMatchObject({ status: 404 })
    expect(await inbox()).toHaveLength(1)
  })

  it('are not counted when only the head is asked for', async () => {
    expect(await ask('HEAD', `/t/c/${makeToken('click', { ...owner, url: 'https://shop.example/' })}`)).toMatchObject({ status: 302 })
    expect(await inbox()).toHaveLength(0)
  })

  it('share a commit when they come together', async () => {
    await Promise.all(Array.from({ length: 200 }, () => ask('GET', `/t/o/${makeToken('open', owner)}`)))
    expect(await inbox()).toHaveLength(200)
    expect(rung).toBeLessThan(10)
  })
})

describe('unsubscribing', () => {
  const link = () => `/u/${makeToken('unsubscribe', owner)}`

  it('takes one POST of a mail program, without cookie or redirect, and is in force when answered', async () => {
    expect(await oneClick(link())).toMatchObject({ status: 200 })
    expect(await consent()).toEqual([{ state: 'denied', source: 'one_click' }])
    expect(await inbox()).toMatchObject([
      { kind: 'event', payload: { kind: 'system', name: 'consent_revoked', properties: { channel: 'email', source: 'one_click' } } },
      { kind: 'outcome', payload: { messageId: 4_001, outcome: 'unsubscribed' } },
    ])
  })

  it('takes multipart as well', async () => {
    const body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    expect(await ask('POST', link(), body, { 'content-type': 'multipart/form-data; boundary=x' })).toMatchObject({ status: 200 })
    expect(await consent()).toMatchObject([{ state: 'denied' }])
  })

  it('changes nothing the second time', async () => {
    await oneClick(link())
    const before = await inbox()
    expect(await oneClick(link())).toMatchObject({ status: 200 })
    expect(await inbox()).toEqual(before)
    expect(await history()).toEqual(['denied'])
  })

  it('is not done by GET, by an empty POST, or by a link of another kind', async () => {
    expect(await ask('GET', link())).toMatchObject({ status: 405 })
    expect(await ask('POST', link())).toMatchObject({ status: 400 })
    expect(await oneClick(`/u/${makeToken('open', owner)}`)).toMatchObject({ status: 404 })
    expect(await consent()).toEqual([])
  })

  it('can be taken back on the page, which is gone back to', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect(await ask('POST', link(), 'email=denied', form)).toMatchObject({
      status: 303,
      headers: { Location: `http://localhost:3000${link()}` },
    })
    expect(await ask('POST', link(), 'email=granted', form)).toMatchObject({ status: 303 })
    expect(await consent()).toEqual([{ state: 'granted', source: 'unsubscribe_page' }])
    expect(await history()).toEqual(['denied', 'granted'])
    expect((await inbox()).map(({ payload }) => payload.name ?? payload.outcome)).toEqual([
      'consent_revoked',
      'unsubscribed',
      'consent_granted',
    ])
  })

  it('says so when the member is gone', async () => {
    expect(await oneClick(`/u/${makeToken('unsubscribe', { ...owner, memberId: 999_999 })}`)).toMatchObject({ status: 404 })
  })
})
