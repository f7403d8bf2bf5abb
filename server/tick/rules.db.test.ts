import { beforeEach, describe, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, type Place, publish, put, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'

const HOUR = 3_600_000
const clock = { now: new Date() }
const ticker = makeTicker({ clock })
const later = (hours: number) => {
  clock.now = new Date(Date.now() + hours * HOUR)
}
beforeEach(() => later(0))

async function make(drawing: string, attributes: object = {}) {
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey(drawing, { settings: { reentry: { mode: 'every_time' } } }))
  const member = await makeMember(workspace, 'jane', { ...attributes })
  const go = async (name = 'Go', properties: object = {}) => {
    await happen(workspace, member, name, { properties })
    await settle(ticker)
  }
  return { workspace, id, member, go }
}
const ends = async (journeyId: number) =>
  (
    await rows<{ end: string }>(
      `select coalesce(reason, status || ' ' || node_key) as end from engine.progress where journey_id = $1 order by id`,
      [journeyId],
    )
  ).map(({ end }) => end)
/** What a sender writes into the ledger. */
const accept = (member: Place, at: Date) =>
  pool().query(
    `update engine.message set status = 'accepted', finished_at = $3 where shard = $1 and member_id = $2 and status = 'pending'`,
    [member.shard, member.id, at],
  )
const waiting = (member: Place) =>
  value<number>(
    `select (select count(*) from engine.timer where member_id = $1)::int + (select count(*) from engine.subscription where member_id = $1)::int`,
    [member.id],
  )

describe('a goal', () => {
  const drawn = 'trigger(Go) → delay 24h → email hello → goal(Bought where total gte 5: reached→exit won, missed→exit lost)'

  test('pulls whoever rests anywhere before it, in the tick of the event, past what lies between', async () => {
    const { id, member, go } = await make(drawn)
    await go()
    await go('Bought', { total: 4 })
    expect(await ends(id)).toEqual(['WAITING delay'])
    await go('Bought', { total: 5 })
    expect(await ends(id)).toEqual(['won'])
    expect(await value('select count(*)::int from engine.message where journey_id = $1', [id])).toBe(0)
    expect(await waiting(member)).toBe(0)
  })

  test('that nobody has reached is missed on arrival', async () => {
    const { id, go } = await make(drawn)
    await go()
    later(25)
    await settle(ticker)
    expect(await ends(id)).toEqual(['lost'])
  })

  test('that is waited for ends the wait by event or by its time, and an event behind it pulls nobody back', async () => {
    const { id, member, go } = await make(
      'trigger(Go) → goal(Bought waiting 2h: reached→delay 1h → exit won, timeout→delay 1h → exit late)',
    )
    await go()
    await go('Bought')
    expect(await ends(id)).toEqual(['WAITING delay'])
    await go('Bought')
    expect(await ends(id)).toEqual(['WAITING delay'])
    later(1.5)
    await go()
    later(6)
    await settle(ticker)
    later(9)
    await settle(ticker)
    expect(await ends(id)).toEqual(['won', 'late'])
    expect(await waiting(member)).toBe(0)
  })

  test('on what is known of a member pulls in the tick of the change', async () => {
    const { workspace, id, member, go } = await make(
      'trigger(Go) → delay 24h → goal(if plan equals pro: reached→exit won, missed→exit lost)',
      { plan: 'free' },
    )
    await go()
    await put(workspace, member, 'change', { set: { plan: 'basic' } })
    await settle(ticker)
    expect(await ends(id)).toEqual(['WAITING delay'])
    await put(workspace, member, 'change', { set: { plan: 'pro' } })
    await settle(ticker)
    expect(await ends(id)).toEqual(['won'])
  })
})

test('how often a member was sent a message is counted over the window and over every journey', async () => {
  const { workspace, id, member, go } = await make('trigger(Ask) → frequency(2 in 1d: below→exit below, reached→exit reached)')
  await publish(workspace, journey('trigger(Mail) → email hello → exit', { settings: { reentry: { mode: 'every_time' } } }))
  await go('Mail')
  await go('Ask')
  await accept(member, new Date(clock.now.getTime() - 23 * HOUR))
  await go('Ask')
  await go('Mail')
  await accept(member, clock.now)
  await go('Ask')
  later(2)
  await go('Ask')
  expect(await ends(id)).toEqual(['below', 'below', 'reached', 'below'])
})

test('the first channel that reaches a member is taken, as address, consent and suppression are at that instant', async () => {
  const { workspace, id, member, go } = await make('trigger(Go) → reach(line email: line→exit line, email→exit email, none→exit none)')
  const consent = (state: string) =>
    pool().query(
      `insert into engine.consent (workspace_id, shard, member_id, channel, topic, state, source, at) values ($1, $2, $3, 'email', '', $4, 'test', now())
       on conflict (shard, member_id, channel, topic) do update set state = excluded.state`,
      [workspace, member.shard, member.id, state],
    )
  await go()
  await put(workspace, member, 'change', { set: { email: 'Jane@Example.com' } })
  await go()
  await consent('denied')
  await go()
  await consent('granted')
  await go()
  await pool().query(
    `insert into engine.suppression (workspace_id, channel, address, reason) values ($1, 'email', 'jane@example.com', 'bounced')`,
    [workspace],
  )
  await go()
  expect(await ends(id)).toEqual(['none', 'email', 'none', 'email', 'none'])
})

test('what became of a message is asked of the message of this passage alone', async () => {
  const { workspace, id, member, go } = await make('trigger(Go) → mail=email → delay 1h → became(mail opened: yes→exit yes, no→exit no)')
  await go()
  await go()
  const messages = await rows<{ id: number }>('select id from engine.message where journey_id = $1 order by progress_id', [id])
  await put(workspace, member, 'outcome', { messageId: messages[1]?.id, outcome: 'opened', at: clock.now.toISOString() })
  await settle(ticker)
  later(2)
  await settle(ticker)
  expect(await ends(id)).toEqual(['no', 'yes'])
})

test('a passage that a change concerns goes on in the tick that another passage of the member makes the change in', async () => {
  const { workspace, id, member, go } = await make('trigger(Go) → waitTrue(plan equals pro within 7d: yes→exit pro, timeout→exit late)', {
    plan: 'free',
  })
  const { id: setting } = await publish(workspace, journey('trigger(Upgrade) → set plan=pro → exit set'))
  await go()
  expect(await ends(id)).toEqual(['WAITING waitTrue'])
  await happen(workspace, member, 'Upgrade')
  expect((await ticker.tick()).rows).toBe(1)
  expect([await ends(setting), await ends(id)]).toEqual([['set'], ['pro']])
})
