import { createHmac, timingSafeEqual } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { provideEnv } from '#server/env.ts'
import { claim } from '#server/message/claim.ts'
import { createSender, type Sender } from '#server/message/sender.ts'
import { attemptMessages } from '#server/sql/attemptMessages.ts'
import { type ReceivedCall, type Receiver, startReceiver } from '#tests/support/receiver.ts'
import { startSmtp } from '#tests/support/smtp.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { signingSecrets } from './secrets.ts'

let receiver: Receiver
let workspace: { id: number }
let sender: Sender

beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.close())
beforeEach(async () => {
  receiver.reset()
  await pool().query('delete from workspace; delete from engine.message; delete from engine.inbox')
  workspace = await makeWorkspace()
  provideEnv({ WEBHOOK_ALLOW_PRIVATE_CIDRS: '127.0.0.0/8' })
  sender = createSender({ pool: pool(), onOutcomes: () => {} })
})
afterEach(async () => {
  receiver.release()
  await sender.close()
  provideEnv({ WEBHOOK_ALLOW_PRIVATE_CIDRS: undefined })
})

let visits = 0
/** A call of a member, as a step of a journey leaves it. */
async function makeCall(
  content: object = {},
  { attributes = {}, workspaceId = workspace.id }: { attributes?: object; workspaceId?: number } = {},
) {
  const member = await makeMember(workspaceId, `user-${++visits}`, { name: 'Jane', ...attributes })
  const whole = {
    method: 'POST',
    url: `${receiver.url}/hook`,
    headers: {},
    body: '{"name": "{{ member.name }}"}',
    awaits: false,
    retriesMax: 3,
    timeoutSeconds: 5,
  }
  const { rows } = await pool().query<{ id: number }>(
    `insert into engine.message (shard, id, workspace_id, lane, member_id, progress_id, node_key, visit, channel, content, due_at)
     values ($1, nextval('engine.message_id'), $2, 0, $3, $4::int, 'call', $4::int, 'webhook', $5, now()) returning id`,
    [member.shard, workspaceId, member.id, visits, JSON.stringify({ ...whole, ...content })],
  )
  return { shard: member.shard, memberId: member.id, messageId: rows[0]?.id ?? 0, visit: visits }
}
const state = async (messageId: number) => {
  const { rows } = await pool().query(
    `select status, reason, attempts, attempted_at is not null as attempted, leased_until is not null as leased, address, subject,
       extract(epoch from due_at - now())::float8 as "dueIn" from engine.message where id = $1`,
    [messageId],
  )
  return rows[0]
}
const inbox = async (kind: string) =>
  (await pool().query('select payload from engine.inbox where kind = $1 order by id', [kind])).rows.map((row) => row.payload)
const outcomes = async () => (await inbox('outcome')).map(({ messageId, outcome, detail }) => ({ messageId, outcome, ...detail }))
const sendAll = async () => {
  while ((await sender.turn()) > 0);
  await sender.idle()
}
const makeDue = () => pool().query("update engine.message set due_at = now() where status = 'pending' and lease_token is null")
const lapse = () => pool().query("update engine.message set leased_until = now() - interval '1 second' where lease_token is not null")

/** The rule of Standard Webhooks, read anew: any of the signatures may match. */
function isSigned({ headers, body }: ReceivedCall, secret: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': given } = headers
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) return false
  const expected = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update([id, timestamp, body].join('.'))
    .digest()
  return String(given)
    .split(' ')
    .map((one) => one.split(','))
    .some(([version, mac = '']) => {
      const bytes = Buffer.from(mac, 'base64')
      return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected)
    })
}
const secretsOf = async (workspaceId: number) =>
  ((await signingSecrets(pool(), [workspaceId])).get(workspaceId) ?? []).map(({ secret }) => secret ?? '')

describe('a call', () => {
  it('arrives as it was drawn, signed, and is sent in the ledger', async () => {
    const { messageId, shard } = await makeCall(
      {
        url: `${receiver.url}/users/{{ member.userId }}?plan={{ member.plan }}&key=s3cret`,
        headers: { 'X-Plan': '{{ member.plan }}', Authorization: 'Bearer t' },
      },
      { attributes: { plan: 'a b&c', name: 'Jane "J" Doe' } },
    )
    await sendAll()
    const [call] = receiver.calls
    expect(call).toMatchObject({
      method: 'POST',
      path: `/users/user-${visits}?plan=a%20b%26c&key=s3cret`,
      body: '{"name": "Jane \\"J\\" Doe"}',
    })
    expect(call?.headers).toMatchObject({
      'x-plan': 'a b&c',
      authorization: 'Bearer t',
      'content-type': 'application/json',
      'webhook-id': `msg_${shard}-${messageId}`,
    })
    const [secret = ''] = await secretsOf(workspace.id)
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(call && isSigned(call, secret)).toBe(true)
    expect(call && isSigned({ ...call, body: `${call.body} ` }, secret)).toBe(false)
    expect(await state(messageId)).toMatchObject({
      status: 'accepted',
      reason: null,
      address: `${receiver.url}/users/user-${visits}`,
      subject: expect.stringMatching(/^POST \/users/),
    })
    expect(await outcomes()).toEqual([{ messageId, outcome: 'sent' }])
    expect(await inbox('command')).toEqual([])
  })

  it('knows the variables of its passage', async () => {
    const { shard, visit, memberId } = await makeCall({ body: '{"score": {{ journey.score | json }}}' })
    await pool().query(
      `insert into engine.progress (shard, id, workspace_id, journey_id, version_id, member_id, entry_key, lane, status, visits, entered_at, updated_at, entry, variables)
       values ($1, $2, $3, 1, 1, $4, 'k', 0, 'WAITING', 1, now(), now(), '{}', '{"score": 7}')`,
      [shard, visit, workspace.id, memberId],
    )
    await pool().query('update engine.message set journey_id = 1')
    await sendAll()
    expect(receiver.calls[0]?.body).toBe('{"score": 7}')
  })

  it('needs no address, and no consent of the member', async () => {
    const { messageId, shard, memberId } = await makeCall()
    await pool().query(
      "insert into engine.consent (workspace_id, shard, member_id, channel, state, source) values ($1, $2, $3, 'webhook', 'denied', 'test')",
      [workspace.id, shard, memberId],
    )
    await pool().query(`update workspace set settings = settings || '{"sendWithoutConsentRecord": false}'`)
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'accepted' })
  })

  it('is not made for a member who is gone when it would leave', async () => {
    const { shard, memberId, messageId } = await makeCall()
    const { token } = await claim(pool(), 10, [], undefined)
    await pool().query('delete from engine.member where shard = $1 and id = $2', [shard, memberId])
    expect(await attemptMessages(pool(), [{ shard, id: messageId, token }])).toEqual(['denied'])
  })

  it('of each method sends what it may: GET has no body, and signs the empty one', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) await makeCall({ method })
    await sendAll()
    const [secret = ''] = await secretsOf(workspace.id)
    expect(receiver.calls.map(({ method, body }) => [method, body]).sort()).toEqual([
      ['DELETE', '{"name": "Jane"}'],
      ['GET', ''],
      ['PATCH', '{"name": "Jane"}'],
      ['PUT', '{"name": "Jane"}'],
    ])
    expect(receiver.calls.every((call) => isSigned(call, secret))).toBe(true)
  })

  it('that cannot be made up fails with the reason, and nothing leaves', async () => {
    const wrong: [object, RegExp][] = [
      [{ url: 'ftp://files.example/x' }, /neither https/],
      [{ url: 'http://user:pass@hooks.example/' }, /user name or a password/],
      [{ url: '{{ member.site }}' }, /not a URL/],
      [{ url: '{{ member.plan | nope }}' }, /undefined filter/],
      [{ headers: { Host: 'internal' } }, /header Host/],
      [{ headers: { 'Webhook-Id': '1' } }, /header Webhook-Id/],
      [{ headers: { 'X-A': '{{ "\u65e5" }}' } }, /cannot carry/],
      [{ body: '{"a": {{ member.nothing }}}' }, /not valid JSON/],
      [{ url: `${receiver.url}/{{ member.up }}/x` }, /cannot stand in an address/],
    ]
    for (const [content, reason] of wrong) {
      const { messageId } = await makeCall(content, { attributes: { up: '..' } })
      await sendAll()
      expect(await state(messageId), String(reason)).toMatchObject({ status: 'failed', reason: 'call_invalid' })
      expect((await outcomes()).at(-1)?.detail).toMatch(reason)
    }
    expect(receiver.connections).toBe(0)
  })

  it('takes no header and no step aside from a value', async () => {
    await makeCall(
      { url: `${receiver.url}/u/{{ member.id1 }}`, headers: { 'X-Name': '{{ member.crlf }}' } },
      { attributes: { id1: '../../admin?x=1#y', crlf: 'a\r\nX-Evil: 1' } },
    )
    await sendAll()
    expect(receiver.calls[0]?.path).toBe('/u/..%2F..%2Fadmin%3Fx%3D1%23y')
    expect(receiver.calls[0]?.headers).toMatchObject({ 'x-name': 'a X-Evil: 1' })
    expect(receiver.calls[0]?.headers).not.toHaveProperty('x-evil')
  })

  it('of a form and of plain text has the values as those need them', async () => {
    await makeCall(
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'name={{ member.name }}' },
      { attributes: { name: 'a&b' } },
    )
    await makeCall({ headers: { 'Content-Type': 'text/plain' }, body: 'name={{ member.name }}' }, { attributes: { name: '"a&b"' } })
    await sendAll()
    expect(receiver.calls.map(({ body }) => body).sort()).toEqual(['name="a&b"', 'name=a%26b'])
  })

  it('never leaves a demo workspace', async () => {
    await pool().query('update workspace set is_demo = true')
    const { messageId, visit } = await makeCall({ awaits: true })
    await sendAll()
    expect(receiver.connections).toBe(0)
    expect(await state(messageId)).toMatchObject({ status: 'accepted' })
    const { rows } = await pool().query('select channel, recipient, subject, text from engine.sandbox_message where message_id = $1', [
      messageId,
    ])
    expect(rows).toMatchObject([
      { channel: 'webhook', recipient: `${receiver.url}/hook`, subject: 'POST /hook', text: expect.stringContaining('"Jane"') },
    ])
    expect(await inbox('command')).toEqual([
      { do: 'answer', progressId: visit, visit, answer: { ok: true, status: 200, body: null, reason: null } },
    ])
  })
})

describe('a secret', () => {
  it('is one for each workspace, made once however many senders are first', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => secretsOf(workspace.id)))
    expect(new Set(all.flat()).size).toBe(1)
    expect(await secretsOf((await makeWorkspace()).id)).not.toEqual(all[0])
    const { rows } = await pool().query('select secret from webhook_secret')
    for (const { secret } of rows) expect(secret).not.toContain('whsec_')
  })

  it('that cannot be read keeps the calls', async () => {
    await secretsOf(workspace.id)
    await pool().query("update webhook_secret set secret = 'other.aaaa.aaaa.aaaa'")
    const { messageId } = await makeCall()
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'pending', reason: 'secret_unreadable', attempts: 0, leased: false })
    expect(receiver.connections).toBe(0)
  })
})

describe('a receiver that fails', () => {
  it('is called again with the same id and a fresh signature, later each time, and then the call has failed', async () => {
    receiver.script = () => ({ status: 503, body: 'down for a moment' })
    const { messageId } = await makeCall({ retriesMax: 2, awaits: true })
    const waits: number[] = []
    for (let turn = 1; turn <= 2; turn++) {
      await sendAll()
      const now = await state(messageId)
      expect(now).toMatchObject({ status: 'pending', reason: 'endpoint_failed', attempts: turn, attempted: false, leased: false })
      waits.push(now.dueIn)
      await makeDue()
    }
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'failed', reason: 'endpoint_failed' })
    expect(waits[0]).toBeGreaterThan(3)
    expect(waits[0]).toBeLessThan(7)
    expect(waits[1]).toBeGreaterThan(13)
    expect(waits[1]).toBeLessThan(26)
    expect(receiver.calls).toHaveLength(3)
    expect(new Set(receiver.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    const [secret = ''] = await secretsOf(workspace.id)
    expect(receiver.calls.every((call) => isSigned(call, secret))).toBe(true)
    expect(await outcomes()).toEqual([{ messageId, outcome: 'failed', reason: 'endpoint_failed', detail: '503 down for a moment' }])
    await makeDue()
    await sendAll()
    expect(receiver.calls).toHaveLength(3)
  })

  it('is not called again after a refusal or a redirect', async () => {
    receiver.script = ({ path }) =>
      path === '/moved' ? { status: 307, headers: { location: '/elsewhere' } } : { status: 422, body: 'no such list' }
    const refused = await makeCall()
    const moved = await makeCall({ url: `${receiver.url}/moved` })
    await sendAll()
    expect(await state(refused.messageId)).toMatchObject({ status: 'failed', reason: 'call_refused' })
    expect(await state(moved.messageId)).toMatchObject({ status: 'failed', reason: 'redirected' })
    expect(receiver.calls.map(({ path }) => path).sort()).toEqual(['/hook', '/moved'])
  })

  it('gets the time it asks for with 429, from every call of the workspace to it, and nobody else waits', async () => {
    receiver.script = ({ path }) => (path === '/busy' ? { status: 429, headers: { 'retry-after': '60' } } : {})
    const busy = await makeCall({ url: `${receiver.url}/busy` })
    await sendAll()
    const second = await makeCall()
    const elsewhere = await makeCall({ url: `http://127.0.0.2:${receiver.port}/hook` })
    await sendAll()
    const waiting = await state(busy.messageId)
    expect(waiting).toMatchObject({ status: 'pending', reason: 'endpoint_busy', attempts: 1 })
    expect(waiting.dueIn).toBeGreaterThan(58)
    const kept = await state(second.messageId)
    expect(kept).toMatchObject({ status: 'pending', attempts: 0, attempted: false })
    expect(kept.dueIn).toBeGreaterThan(58)
    await makeDue()
    await sendAll()
    expect(receiver.calls.map(({ path }) => path)).toEqual(['/busy'])
    expect(await state(elsewhere.messageId)).toMatchObject({ reason: 'endpoint_unreachable' })
    const other = await makeWorkspace()
    const theirs = await makeCall({}, { workspaceId: other.id })
    await sendAll()
    expect(await state(theirs.messageId)).toMatchObject({ status: 'accepted' })
  })

  it('rests after several failures in a row, and then a single call tries', async () => {
    receiver.script = () => ({ status: 500 })
    for (let i = 0; i < 12; i++) await makeCall()
    await sendAll()
    expect(receiver.calls.length).toBeLessThanOrEqual(12)
    const tried = receiver.calls.length
    await makeDue()
    await sendAll()
    expect(receiver.calls).toHaveLength(tried)
    const { rows } = await pool().query("select count(*)::int as count from engine.message where status = 'pending' and attempts <= 1")
    expect(rows).toEqual([{ count: 12 }])
  })

  it('and cannot be reached leaves the call certain not to have arrived', async () => {
    const { messageId } = await makeCall({ url: 'http://127.0.0.1:1/', retriesMax: 0 })
    const unknown = await makeCall({ url: 'http://no-such-host.invalid/', retriesMax: 0 })
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'failed', reason: 'endpoint_unreachable' })
    expect(await state(unknown.messageId)).toMatchObject({ status: 'failed', reason: 'endpoint_unreachable' })
  })

  it('and does not answer in time, or hangs up, leaves the call in doubt once it is not tried again', async () => {
    receiver.script = ({ path }) => (path === '/slow' ? 'hang' : 'lose')
    const slow = await makeCall({ url: `${receiver.url}/slow`, timeoutSeconds: 1, retriesMax: 0 })
    const lost = await makeCall({ retriesMax: 1 })
    await sendAll()
    expect(await state(slow.messageId)).toMatchObject({ status: 'unknown', reason: 'call_unanswered' })
    expect(await state(lost.messageId)).toMatchObject({ status: 'pending', reason: 'call_unanswered', attempts: 1 })
    await makeDue()
    await sendAll()
    expect(await state(lost.messageId)).toMatchObject({ status: 'unknown', reason: 'call_unanswered' })
  })

  it('and sends without end is read up to a point', async () => {
    receiver.script = () => ({ body: Buffer.alloc(3_000_000, 'x'), endless: true })
    const { messageId } = await makeCall({ awaits: true })
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'accepted' })
    const [{ answer }] = await inbox('command')
    expect(answer).toMatchObject({ ok: true, status: 200, body: 'x'.repeat(32 * 1_024) })
  })
})

describe('one slow receiver', () => {
  it('holds up no other one, and no mail', async () => {
    const smtp = await startSmtp()
    await pool().query(
      `insert into provider (workspace_id, channel, kind, name, settings, is_default, updated_at) values ($1, 'email', 'smtp', 'test', $2, true, now())`,
      [workspace.id, JSON.stringify({ host: '127.0.0.1', port: smtp.port, security: 'none', user: '' })],
    )
    const quick = await startReceiver()
    receiver.script = () => 'hang'
    for (let i = 0; i < 230; i++) await makeCall({ timeoutSeconds: 60 })
    while ((await sender.turn()) > 0);
    await receiver.until(10)
    // What it cannot soon be asked is not held: others may claim, and claims are not filled with it.
    const given =
      "select count(*)::int as count from engine.message where lease_token is null and due_at > created_at + interval '1 millisecond'"
    await expect.poll(async () => (await pool().query(given)).rows[0]?.count).toBe(30)
    const fast = await makeCall({ url: `${quick.url}/hook` })
    const { shard, memberId } = await makeCall({ url: `${quick.url}/hook` }, { attributes: { email: 'jane@example.com' } })
    await pool().query(
      `insert into engine.message (shard, id, workspace_id, lane, member_id, channel, content, due_at)
       values ($1, nextval('engine.message_id'), $2, 0, $3, 'email', '{"subject": "Hi", "body": "Hello"}', now())`,
      [shard, workspace.id, memberId],
    )
    await sender.turn()
    await quick.until(2)
    await smtp.until(1)
    await expect.poll(async () => (await state(fast.messageId))?.status).toBe('accepted')
    expect(receiver.openMax).toBe(10)
    receiver.script = () => undefined
    receiver.release()
    await sender.idle()
    expect(receiver.openMax).toBe(10)
    await quick.close()
    await smtp.close()
  })
})

describe('an address inside', () => {
  it.each(['127.0.0.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost', '{{ member.host }}'])(
    '%s is not called, and the reason says so',
    async (host) => {
      provideEnv({ WEBHOOK_ALLOW_PRIVATE_CIDRS: undefined })
      const guarded = createSender({ pool: pool(), onOutcomes: () => {} })
      const { messageId } = await makeCall(
        { url: `http://${host}:${receiver.port}/latest/meta-data`, awaits: true },
        { attributes: { host: '127.0.0.1' } },
      )
      await guarded.turn()
      await guarded.close()
      expect(await state(messageId)).toMatchObject({ status: 'failed', reason: 'address_blocked' })
      expect((await outcomes())[0]?.detail).toMatch(/is not a public address/)
      expect((await inbox('command'))[0]?.answer).toEqual({ ok: false, status: null, body: null, reason: 'address_blocked' })
      expect(receiver.connections).toBe(0)
    },
  )
})

describe('an awaited call', () => {
  const answers = async () => (await inbox('command')).map(({ answer }) => answer)

  it('tells its passage what was answered, once, on the lane of the message', async () => {
    receiver.script = () => ({ status: 201, body: '{"score": 7, "tags": ["a"]}' })
    const { shard, memberId, visit } = await makeCall({ awaits: true })
    await sendAll()
    await makeDue()
    await sendAll()
    expect(await inbox('command')).toEqual([
      { do: 'answer', progressId: visit, visit, answer: { ok: true, status: 201, body: { score: 7, tags: ['a'] }, reason: null } },
    ])
    const { rows } = await pool().query("select shard, member_id, workspace_id, lane from engine.inbox where kind = 'command'")
    expect(rows).toEqual([{ shard, member_id: memberId, workspace_id: workspace.id, lane: 0 }])
  })

  it('says nothing while it is still being tried, and then why it failed', async () => {
    receiver.script = () => ({ status: 500, body: 'oops' })
    await makeCall({ awaits: true, retriesMax: 1 })
    await sendAll()
    expect(await answers()).toEqual([])
    await makeDue()
    await sendAll()
    expect(await answers()).toEqual([{ ok: false, status: 500, body: 'oops', reason: 'endpoint_failed' }])
  })

  it('is answered also when its passage was canceled, or the call could not be made up', async () => {
    const { shard, visit, memberId } = await makeCall({ awaits: true })
    await pool().query(
      `insert into engine.progress (shard, id, workspace_id, journey_id, version_id, member_id, entry_key, lane, status, visits, entered_at, updated_at, entry)
       values ($1, $2, $3, 1, 1, $4, 'k', 0, 'CANCELED', 1, now(), now(), '{}')`,
      [shard, visit, workspace.id, memberId],
    )
    await sendAll()
    expect(await answers()).toEqual([{ ok: false, status: null, body: null, reason: 'canceled' }])
    await pool().query('delete from engine.inbox')
    await makeCall({ awaits: true, url: 'nowhere' })
    await sendAll()
    expect(await answers()).toEqual([{ ok: false, status: null, body: null, reason: 'call_invalid' }])
  })

  const deep = '['.repeat(5_000) + ']'.repeat(5_000)
  it.each([
    ['that is empty', '', null],
    ['of text', 'plain words', 'plain words'],
    ['of JSON text', '"text"', 'text'],
    ['of JSON that cannot be stored', '{"a": "\\u0000x", "\\ud800": 1}', { a: '\ufffdx', '\ufffd': 1 }],
    ['of text that cannot be stored', 'nul \u0000', 'nul \ufffd'],
    ['of JSON too deep', deep, deep],
  ])('keeps a body %s as what it is', async (_, body, kept) => {
    receiver.script = () => ({ body })
    await makeCall({ awaits: true })
    await sendAll()
    expect(await answers()).toEqual([{ ok: true, status: 200, body: kept, reason: null }])
  })
})

describe('a sender that dies', () => {
  it('in the middle of a call leaves it to the next one: the same id again, counted as a try', async () => {
    const { messageId, shard } = await makeCall()
    const { token } = await claim(pool(), 10, [], undefined)
    expect(await attemptMessages(pool(), [{ shard, id: messageId, token }])).toEqual(['go'])
    await lapse()
    await sendAll()
    expect(receiver.calls.map(({ headers }) => headers['webhook-id'])).toEqual([`msg_${shard}-${messageId}`])
    expect(await state(messageId)).toMatchObject({ status: 'accepted', attempts: 1 })
  })

  it('in the middle of the last try leaves it in doubt, and its passage is told', async () => {
    const { messageId, shard } = await makeCall({ retriesMax: 0, awaits: true })
    const { token } = await claim(pool(), 10, [], undefined)
    await attemptMessages(pool(), [{ shard, id: messageId, token }])
    await lapse()
    await sendAll()
    expect(receiver.connections).toBe(0)
    expect(await state(messageId)).toMatchObject({ status: 'unknown', reason: 'call_unanswered' })
    expect((await inbox('command'))[0]?.answer).toMatchObject({ ok: false, reason: 'call_unanswered' })
  })

  it('cannot record anything under a lease that somebody else took over', async () => {
    receiver.script = () => 'hang'
    const { messageId } = await makeCall({ awaits: true })
    await sender.turn()
    await receiver.until(1)
    await lapse()
    receiver.script = () => undefined
    const other = createSender({ pool: pool(), onOutcomes: () => {} })
    await other.turn()
    await other.close()
    receiver.release({ status: 500 })
    await sender.idle()
    expect(await state(messageId)).toMatchObject({ status: 'accepted' })
    expect(await inbox('command')).toHaveLength(1)
  })

  it('gives back at a shutdown what has not begun, and lets the rest end', async () => {
    receiver.script = () => 'hang'
    for (let i = 0; i < 30; i++) await makeCall()
    await sender.turn()
    await receiver.until(10)
    const closing = sender.close()
    receiver.script = () => undefined
    receiver.release()
    await closing
    const { rows } = await pool().query(
      "select count(*) filter (where status = 'accepted')::int as accepted, count(*) filter (where status = 'pending')::int as pending, bool_or(lease_token is not null and status = 'pending') as leased from engine.message",
    )
    expect(rows).toEqual([{ accepted: 10, pending: 20, leased: false }])
    expect(receiver.calls).toHaveLength(10)
  })
})
