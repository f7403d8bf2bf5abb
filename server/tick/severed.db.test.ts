import type pg from 'pg'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { checkMembers } from '#server/doctor/members.ts'
import { recount } from '#server/report/recount.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, rows, settle, value } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { createTickPool } from './connection.ts'
import { Ticker } from './ticker.ts'

const HOUR = 3_600_000
const drawn = 'trigger(Go) → set plan=pro → email hello → waitFor(Ping within 1h: happened→exit pinged, timeout→exit late)'

/** Nothing is lost, stuck, or there twice. */
async function expectWhole(journeyId: number): Promise<void> {
  expect((await checkMembers()).filter(({ isWell }) => !isWell)).toEqual([])
  expect(await recount(pool(), journeyId)).toEqual([])
}
const ends = (journeyId: number) =>
  rows<{ reason: string; messages: number }>(
    `select p.reason, (select count(*)::int from engine.message m where m.shard = p.shard and m.progress_id = p.id) as messages
     from engine.progress p where p.journey_id = $1 order by p.id`,
    [journeyId],
  )

describe('a tick that loses its connection', () => {
  const own = createTickPool(2)
  afterAll(() => own.end())
  const other = makeTicker()
  /** Calls `before` ahead of each statement of the next tick. */
  const watched = (before: (name: string, pid: number) => Promise<void>): pg.Pool =>
    Object.create(own, {
      connect: {
        value: async () => {
          const client = await own.connect()
          const ask = client.query.bind(client)
          const { rows: who } = await ask<{ pid: number }>('select pg_backend_pid() as pid')
          const query = async (asked: { name: string; text: string }) => {
            await before(asked.name, who[0]?.pid ?? 0)
            return ask(asked)
          }
          return Object.create(client, { query: { value: query }, release: { value: () => client.release(true) } })
        },
      },
    })

  test('before any of its statements leaves nothing of it, also when another has done its work meanwhile', async () => {
    const { id: workspace } = await makeWorkspace()
    const { id } = await publish(workspace, journey(drawn))
    const happened = async (who: string) => {
      const member = await makeMember(workspace, who, { email: `${who}@example.com` })
      await happen(workspace, member, 'Go')
      await happen(workspace, member, 'Ping')
    }
    const names: string[] = []
    await happened('m0')
    await new Ticker({ pool: watched(async (name) => void names.push(name)) }).tick()
    expect(names.slice(0, 3)).toEqual(['tick_begin', 'tick_take', 'tick_read'])
    expect(names.slice(-1)).toEqual(['tick_commit'])

    for (const at of names.keys()) {
      await happened(`m${at + 1}`)
      let left = at
      const cut = watched(async (_, pid) => {
        if (left-- !== 0) return
        await pool().query('select pg_terminate_backend($1, 5000)', [pid])
        await settle(other)
      })
      await expect(new Ticker({ pool: cut }).tick(), names[at]).rejects.toThrow()
    }
    expect(await ends(id)).toEqual(Array.from({ length: names.length + 1 }, () => ({ reason: 'pinged', messages: 1 })))
    await expectWhole(id)
  })
})

describe('clocks', () => {
  afterEach(() => vi.useRealTimers())

  test.each([1, -1])('a machine that is %i h wrong changes nothing: due is what PostgreSQL says', async (hours) => {
    const ticker = makeTicker()
    const { id: workspace } = await makeWorkspace()
    const { id } = await publish(workspace, journey(drawn))
    const member = await makeMember(workspace, 'm')
    await happen(workspace, member, 'Go')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * HOUR })
    await settle(ticker)
    vi.useRealTimers()
    expect(await ends(id)).toEqual([{ reason: null, messages: 1 }])
    const dueIn = await value<number>(
      `select extract(epoch from due_at - now())::float8 * 1000 from engine.timer where workspace_id = $1`,
      [workspace],
    )
    expect(Math.abs(dueIn - HOUR)).toBeLessThan(60_000)
    await expectWhole(id)
  })

  test('a clock that jumps back repeats nothing, and nobody is left behind', async () => {
    const clock = { now: new Date() }
    const ticker = makeTicker({ clock })
    const at = (hours: number) => {
      clock.now = new Date(Date.now() + hours * HOUR)
    }
    const { id: workspace } = await makeWorkspace()
    const { id } = await publish(workspace, journey(drawn, { settings: { reentry: { mode: 'every_time' } } }))
    const member = await makeMember(workspace, 'm')
    await happen(workspace, member, 'Go')
    await settle(ticker)
    at(1.5)
    await happen(workspace, member, 'Go')
    await settle(ticker)
    at(0.5)
    await settle(ticker)
    await happen(workspace, member, 'Go')
    await settle(ticker)
    at(3)
    await settle(ticker)
    expect(await ends(id)).toEqual(Array.from({ length: 3 }, () => ({ reason: 'late', messages: 1 })))
    await expectWhole(id)
  })
})

test('a worker of this release goes on while the next one widens its tables, and after it has taken that back', async () => {
  const ticker = makeTicker()
  const tables = ['member', 'inbox', 'progress', 'timer', 'walk', 'event', 'message', 'subscription']
  const alter = async (what: string) => {
    for (const table of tables) await pool().query(`alter table engine.${table} ${what}`)
  }
  const { id: workspace } = await makeWorkspace()
  const { id } = await publish(workspace, journey(drawn))
  const walk = async (who: string) => {
    const member = await makeMember(workspace, who)
    await happen(workspace, member, 'Go')
    await settle(ticker)
    await happen(workspace, member, 'Ping')
    await settle(ticker)
  }
  await walk('before')
  await alter('add column of_the_next_release text')
  await walk('between')
  await alter('drop column of_the_next_release')
  await walk('after')
  expect(await ends(id)).toEqual(Array.from({ length: 3 }, () => ({ reason: 'pinged', messages: 1 })))
  await expectWhole(id)
})
