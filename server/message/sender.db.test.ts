import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seal } from '#server/crypto/box.ts'
import { createPool, pool } from '#server/db/pg.ts'
import { providerSecretOwner } from '#server/provider/account.ts'
import { attemptMessages } from '#server/sql/attemptMessages.ts'
import { type SmtpSink, startSmtp } from '#tests/support/smtp.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { claim } from './claim.ts'
import { createSender, type Sender } from './sender.ts'

let smtp: SmtpSink
let workspace: { id: number }
let sender: Sender
let outcomes = 0

beforeAll(async () => {
  smtp = await startSmtp()
})
afterAll(() => smtp.close())
beforeEach(async () => {
  smtp.reset()
  outcomes = 0
  await pool().query('delete from workspace; delete from engine.message; delete from engine.inbox')
  workspace = await makeWorkspace({ settings: { sender: { name: 'Fennel & Oak', email: 'hello@fennel.example' } } })
  await useSmtp()
  sender = createSender({ pool: pool(), onOutcomes: () => outcomes++ })
})
afterEach(() => sender.close())

/** The workspace's own SMTP account, pointing at the sink. */
async function useSmtp(settings: object = {}, password: string | null = null): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    `insert into provider (workspace_id, channel, kind, name, settings, is_default, updated_at) values ($1, 'email', 'smtp', 'test', $2, true, now()) returning id`,
    [workspace.id, JSON.stringify({ host: '127.0.0.1', port: smtp.port, security: 'none', user: '', ...settings })],
  )
  const id = rows[0]?.id ?? 0
  if (password !== null) await pool().query('update provider set secret = $2 where id = $1', [id, seal(password, providerSecretOwner(id))])
  return id
}

async function makeMessage(email: string | null, content: object = { subject: 'Hi {{ member.name }}', body: '<p>Hello</p>' }) {
  const attributes = { name: 'Jane', ...(email === null ? {} : { email }) }
  const member = await makeMember(workspace.id, `user-${Math.random()}`, attributes)
  const { rows } = await pool().query<{ id: number }>(
    `insert into engine.message (shard, id, workspace_id, lane, member_id, channel, content, due_at)
     values ($1, nextval('engine.message_id'), $2, 0, $3, 'email', $4, now()) returning id`,
    [member.shard, workspace.id, member.id, JSON.stringify(content)],
  )
  return { ...member, memberId: member.id, messageId: rows[0]?.id ?? 0 }
}

/** One to each of so many members, all over the shards. */
const makeMany = (count: number) =>
  pool().query(
    `with m as (
       insert into engine.member (shard, id, workspace_id, user_id, email, attributes)
       select i % 64, nextval('engine.member_id'), $1, 'many' || i, 'many' || i || '@example.com', jsonb_build_object('email', 'many' || i || '@example.com')
       from generate_series(1, $2::int) i returning shard, id, workspace_id)
     insert into engine.message (shard, id, workspace_id, lane, member_id, channel, content, due_at)
     select shard, nextval('engine.message_id'), workspace_id, 0, id, 'email', '{"subject": "Hi", "body": "<p>Hello</p>"}', now() from m`,
    [workspace.id, count],
  )

const state = async (messageId: number) => {
  const { rows } = await pool().query(
    `select status, reason, attempts, attempted_at is not null as attempted, leased_until is not null as leased, due_at > now() as later, address, subject
     from engine.message where id = $1`,
    [messageId],
  )
  return rows[0]
}
const inbox = async () =>
  (await pool().query("select payload from engine.inbox where kind = 'outcome' order by id")).rows.map((row) => row.payload)
const sendAll = async () => {
  while ((await sender.turn()) > 0);
  await sender.idle()
}
const makeDue = () => pool().query('update engine.message set due_at = now(), leased_until = null where lease_token is null')
const lapse = () => pool().query("update engine.message set leased_until = now() - interval '1 second' where lease_token is not null")

describe('what is sent', () => {
  it('arrives with one-click unsubscribe, is accepted in the ledger, and its outcome enters the inbox', async () => {
    const { messageId, shard, memberId } = await makeMessage('jane@example.com')
    await sendAll()
    const mail = await smtp.accepted[0]?.parsed()
    expect(mail?.subject).toBe('Hi Jane')
    expect(mail?.from?.value[0]).toMatchObject({ name: 'Fennel & Oak', address: 'hello@fennel.example' })
    expect(mail?.messageId).toBe(`<${shard}-${messageId}.${workspace.id}@fennel.example>`)
    const raw = smtp.accepted[0]?.raw.toString() ?? ''
    expect(raw).toMatch(/^List-Unsubscribe: <http:\/\/localhost:3000\/u\/[\w-]+>\r$/m)
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    expect(mail?.text).toContain('Unsubscribe: http')
    expect(await state(messageId)).toMatchObject({ status: 'accepted', reason: null, address: 'jane@example.com', subject: 'Hi Jane' })
    expect(await inbox()).toEqual([{ messageId, outcome: 'sent', at: expect.stringMatching(/^\d{4}-.*Z$/), detail: {} }])
    const { rows } = await pool().query('select shard, member_id, workspace_id from engine.inbox')
    expect(rows).toEqual([{ shard, member_id: memberId, workspace_id: workspace.id }])
    expect(outcomes).toBeGreaterThan(0)
  })

  it('goes out once, however many senders look at once', async () => {
    for (let i = 0; i < 60; i++) await makeMessage(`m${i}@example.com`)
    const others = [1, 2, 3].map(() => createSender({ pool: pool(), onOutcomes: () => {} }))
    await Promise.all([sender, ...others].map((one) => one.turn()))
    for (const one of [sender, ...others]) await one.turn()
    await Promise.all([sender, ...others].map((one) => one.idle()))
    await Promise.all(others.map((one) => one.close()))
    expect(new Set(smtp.accepted.map((one) => one.to[0])).size).toBe(60)
    expect(smtp.accepted).toHaveLength(60)
  })

  it('goes on by itself when a full account has room again', async () => {
    await makeMany(700)
    while ((await sender.turn()) > 0);
    await smtp.until(700)
    await sender.idle()
    expect(new Set(smtp.accepted.map((one) => one.to[0])).size).toBe(700)
  })

  it('goes out in one claim after another however it lies in the shards', async () => {
    const many = await makeMessage('many@example.com')
    await pool().query(
      `insert into engine.message (shard, id, workspace_id, lane, member_id, channel, content, due_at)
       select m.shard, nextval('engine.message_id'), m.workspace_id, m.lane, m.member_id, m.channel, m.content, m.due_at
       from engine.message m cross join generate_series(1, 149) where m.id = $1`,
      [many.messageId],
    )
    await makeMany(200)
    while ((await sender.turn()) > 0);
    await smtp.until(350)
    await sender.idle()
    expect(smtp.accepted.filter((one) => one.to[0] === 'many@example.com')).toHaveLength(150)
    expect(smtp.accepted).toHaveLength(350)
  })

  it('is what the template says at the time, and a missing one fails with its name', async () => {
    await pool().query(
      `with t as (insert into template (workspace_id, key, name, channel, updated_at) values ($1, 'hello', 'Hello', 'email', now()) returning id),
       v as (insert into template_version (template_id, number, subject, format, body) select id, 1, 'From a template', 'mjml', $2 from t returning id, template_id)
       select 1`,
      [
        workspace.id,
        '<mjml><mj-body><mj-section><mj-column><mj-text>Dear {{ member.name }}</mj-text></mj-column></mj-section></mj-body></mjml>',
      ],
    )
    await pool().query('update template t set live_version_id = v.id from template_version v where v.template_id = t.id')
    await makeMessage('jane@example.com', { template: 'hello' })
    const missing = await makeMessage('joe@example.com', { template: 'gone' })
    await sendAll()
    expect((await smtp.accepted[0]?.parsed())?.html).toContain('Dear Jane')
    expect(await state(missing.messageId)).toMatchObject({ status: 'failed', reason: 'template_missing' })
    expect((await inbox()).at(-1) ?? {}).toBeDefined()
  })

  it('fails with the reason when the content does not parse or does not end', async () => {
    const broken = await makeMessage('a@example.com', { subject: '{{ oops', body: 'x' })
    const bomb = await makeMessage('b@example.com', {
      subject: 'x',
      body: '{% for i in (1..9000000) %}{% for j in (1..9000000) %}x{% endfor %}{% endfor %}',
    })
    const fine = await makeMessage('c@example.com')
    await sendAll()
    expect(await state(broken.messageId)).toMatchObject({ status: 'failed', reason: 'template_invalid' })
    expect(await state(bomb.messageId)).toMatchObject({ status: 'failed', reason: 'render_failed' })
    expect(await state(fine.messageId)).toMatchObject({ status: 'accepted' })
  })

  it('cannot be given a header or a second recipient by an attribute', async () => {
    const two = await makeMessage('a@example.com, b@example.com')
    const crlf = await makeMessage('a@example.com\r\nBcc: b@example.com')
    await makeMessage('ok@example.com', { subject: 'x{{ "%0d%0aBcc: evil@example.com" | url_decode }}', body: 'y' })
    await sendAll()
    expect(await state(two.messageId)).toMatchObject({ status: 'suppressed', reason: 'no_address' })
    expect(await state(crlf.messageId)).toMatchObject({ status: 'suppressed', reason: 'no_address' })
    expect(smtp.accepted).toHaveLength(1)
    expect(smtp.accepted[0]?.raw.toString()).not.toMatch(/^Bcc:/im)
  })
})

describe('what is not sent', () => {
  it('goes to nobody who opted out before the claim, nor without an address, nor to a suppressed one', async () => {
    const denied = await makeMessage('denied@example.com')
    const pending = await makeMessage('pending@example.com')
    const none = await makeMessage(null)
    const bounced = await makeMessage('Bounced@example.com')
    for (const [who, consent] of [
      [denied, 'denied'],
      [pending, 'pending'],
    ] as const)
      await pool().query(
        "insert into engine.consent (workspace_id, shard, member_id, channel, state, source) values ($1, $2, $3, 'email', $4, 'test')",
        [workspace.id, who.shard, who.memberId, consent],
      )
    await pool().query(
      "insert into engine.suppression (workspace_id, channel, address, reason) values ($1, 'email', 'bounced@example.com', 'bounced')",
      [workspace.id],
    )
    await sendAll()
    expect(smtp.accepted).toHaveLength(0)
    expect(await state(denied.messageId)).toMatchObject({ status: 'suppressed', reason: 'no_consent' })
    expect(await state(pending.messageId)).toMatchObject({ status: 'suppressed', reason: 'no_consent' })
    expect(await state(none.messageId)).toMatchObject({ status: 'suppressed', reason: 'no_address' })
    expect(await state(bounced.messageId)).toMatchObject({ status: 'suppressed', reason: 'suppressed' })
    expect((await inbox()).map((payload) => payload.outcome)).toEqual(['suppressed', 'suppressed', 'suppressed', 'suppressed'])
  })

  it('does not leave when the opt-out comes between claim and hand-over', async () => {
    const { shard, memberId, messageId } = await makeMessage('late@example.com')
    const { token } = await claim(pool(), 10, [], undefined)
    await pool().query(
      "insert into engine.consent (workspace_id, shard, member_id, channel, state, source) values ($1, $2, $3, 'email', 'denied', 'test')",
      [workspace.id, shard, memberId],
    )
    expect(await attemptMessages(pool(), [{ shard, id: messageId, token }])).toEqual(['denied'])
  })

  it('does not leave when the member is erased between claim and hand-over', async () => {
    const { shard, memberId, messageId } = await makeMessage('gone@example.com')
    const { token } = await claim(pool(), 10, [], undefined)
    await pool().query('delete from engine.member where shard = $1 and id = $2', [shard, memberId])
    expect(await attemptMessages(pool(), [{ shard, id: messageId, token }])).toEqual(['denied'])
  })

  it('needs a consent record when the workspace says so', async () => {
    await pool().query(`update workspace set settings = settings || '{"sendWithoutConsentRecord": false}'`)
    const unknown = await makeMessage('unknown@example.com')
    await sendAll()
    expect(await state(unknown.messageId)).toMatchObject({ status: 'suppressed', reason: 'no_consent' })
  })

  it('never leaves the sandbox from a demo workspace', async () => {
    await pool().query('update workspace set is_demo = true')
    const { messageId } = await makeMessage('jane@example.com')
    await sendAll()
    expect(smtp.accepted).toHaveLength(0)
    expect(await state(messageId)).toMatchObject({ status: 'accepted' })
    const { rows } = await pool().query('select recipient, subject, headers from engine.sandbox_message where message_id = $1', [messageId])
    expect(rows).toMatchObject([
      { recipient: 'jane@example.com', subject: 'Hi Jane', headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } },
    ])
  })
})

describe('a provider that refuses', () => {
  it('keeps a message answered 4xx and sends it later, once', async () => {
    smtp.script = { onRecipient: () => '451 4.7.1 greylisted' }
    const { messageId } = await makeMessage('grey@example.com')
    await sendAll()
    expect(await state(messageId)).toMatchObject({
      status: 'pending',
      reason: 'deferred',
      attempts: 1,
      attempted: false,
      leased: false,
      later: true,
    })
    smtp.script = {}
    await makeDue()
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'accepted', reason: null })
    expect(smtp.accepted).toHaveLength(1)
  })

  it('fails a message answered 5xx for good, and suppresses an address that does not exist', async () => {
    smtp.script = {
      onRecipient: (to) => (to.startsWith('gone') ? '550 5.1.1 no such user' : to.startsWith('spam') ? '550 5.7.1 not wanted' : null),
    }
    const gone = await makeMessage('gone@example.com')
    const spam = await makeMessage('spam@example.com')
    const fine = await makeMessage('fine@example.com')
    await sendAll()
    expect(await state(gone.messageId)).toMatchObject({ status: 'failed', reason: 'rejected' })
    expect(await state(spam.messageId)).toMatchObject({ status: 'failed', reason: 'rejected' })
    expect(await state(fine.messageId)).toMatchObject({ status: 'accepted' })
    const { rows } = await pool().query('select address, reason from engine.suppression')
    expect(rows).toEqual([{ address: 'gone@example.com', reason: 'bounced' }])
  })

  it('makes a message unknown when the answer to its content is lost, and never sends it again', async () => {
    smtp.script = { onContent: (to) => (to.startsWith('lost') ? 'take and lose' : null) }
    const lost = await makeMessage('lost@example.com')
    await sendAll()
    expect(await state(lost.messageId)).toMatchObject({ status: 'unknown', reason: 'no_answer' })
    smtp.script = {}
    await makeDue()
    await sendAll()
    expect(smtp.contents).toBe(1)
    expect((await inbox()).map((payload) => payload.outcome)).toEqual(['unknown'])
  })

  it('refuses a content answered 5xx and keeps one answered 4xx', async () => {
    smtp.script = { onContent: (to) => (to.startsWith('no') ? '554 5.7.1 content refused' : '452 4.3.1 try later') }
    const no = await makeMessage('no@example.com')
    const later = await makeMessage('later@example.com')
    await sendAll()
    expect(await state(no.messageId)).toMatchObject({ status: 'failed', reason: 'rejected' })
    expect(await state(later.messageId)).toMatchObject({ status: 'pending', reason: 'deferred' })
  })

  it('keeps every message while the password is wrong, and says so on the provider', async () => {
    await pool().query('delete from provider')
    const providerId = await useSmtp({ user: 'me' }, 'wrong')
    smtp.script = { login: { user: 'me', password: 'right' } }
    const first = await makeMessage('a@example.com')
    const second = await makeMessage('b@example.com')
    await sendAll()
    expect(await state(first.messageId)).toMatchObject({ status: 'pending', reason: 'credentials', attempts: 0 })
    expect(await state(second.messageId)).toMatchObject({ status: 'pending' })
    await expect.poll(async () => (await pool().query('select last_error from provider')).rows[0]?.last_error).toMatch(/535/)
    await pool().query("update provider set secret = $2, updated_at = now() + interval '1 second' where id = $1", [
      providerId,
      seal('right', providerSecretOwner(providerId)),
    ])
    await makeDue()
    const fresh = createSender({ pool: pool(), onOutcomes: () => {} })
    await fresh.turn()
    await fresh.idle()
    expect(await state(first.messageId)).toMatchObject({ status: 'accepted' })
    await expect.poll(async () => (await pool().query('select last_error from provider')).rows[0]?.last_error).toBeNull()
    await fresh.turn()
    await fresh.close()
  })

  it('keeps every message while nothing listens, without counting it against them', async () => {
    await pool().query('delete from provider')
    await useSmtp({ port: 1 })
    const { messageId } = await makeMessage('a@example.com')
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'pending', reason: 'unreachable', attempts: 0, attempted: false, leased: false })
  })

  it('holds up no other workspace while it does not answer', async () => {
    smtp.script = { onContent: (to) => (to.startsWith('stuck') ? 'hang' : null) }
    const stuck = await makeMessage('stuck@example.com')
    await sender.turn()
    await expect.poll(() => smtp.contents).toBe(1)
    const other = await startSmtp()
    workspace = await makeWorkspace()
    await pool().query(
      `insert into provider (workspace_id, channel, kind, name, settings, is_default, updated_at) values ($1, 'email', 'smtp', 'test', $2, true, now())`,
      [workspace.id, JSON.stringify({ host: '127.0.0.1', port: other.port, security: 'none', user: '' })],
    )
    await makeMessage('free@example.com')
    await sender.turn()
    expect(await other.until(1)).toHaveLength(1)
    expect(await state(stuck.messageId)).toMatchObject({ status: 'pending', attempted: true })
    smtp.drop()
    await sender.idle()
    expect(await state(stuck.messageId)).toMatchObject({ status: 'unknown', reason: 'no_answer' })
    await other.close()
  })
})

describe('a sender that dies', () => {
  it('leaves what it claimed to the next one when the lease runs out', async () => {
    const { messageId } = await makeMessage('a@example.com')
    const mine = createPool({ max: 1 })
    await claim(mine, 10, [], undefined)
    await mine.end()
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'pending', leased: true })
    await lapse()
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'accepted' })
    expect(smtp.accepted).toHaveLength(1)
  })

  it('leaves what it had begun to hand over unknown, and nobody sends it again', async () => {
    const { messageId, shard } = await makeMessage('a@example.com')
    const { token } = await claim(pool(), 10, [], undefined)
    expect(await attemptMessages(pool(), [{ shard, id: messageId, token }])).toEqual(['go'])
    await lapse()
    await sendAll()
    expect(await state(messageId)).toMatchObject({ status: 'unknown', reason: 'lease_lost' })
    expect(smtp.contents).toBe(0)
  })

  it('cannot send or record anything under a lease that somebody else took over', async () => {
    const { messageId, shard } = await makeMessage('a@example.com')
    const zombie = await claim(pool(), 10, [], undefined)
    await lapse()
    await sendAll()
    expect(await attemptMessages(pool(), [{ shard, id: messageId, token: zombie.token }])).toEqual(['lost'])
    expect(smtp.accepted).toHaveLength(1)
  })

  it('gives back at a shutdown what has not begun, and lets the rest arrive', async () => {
    for (let i = 0; i < 40; i++) await makeMessage(`m${i}@example.com`)
    await sender.turn()
    await sender.close()
    const { rows } = await pool().query(
      'select status, count(*)::int, bool_or(lease_token is not null) as leased from engine.message group by 1 order by 1',
    )
    const accepted = rows.find((row) => row.status === 'accepted')?.count ?? 0
    const pending = rows.find((row) => row.status === 'pending')?.count ?? 0
    expect(accepted + pending).toBe(40)
    expect(rows.every((row) => !row.leased)).toBe(true)
    expect(smtp.accepted).toHaveLength(accepted)
  })
})
