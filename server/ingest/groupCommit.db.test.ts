import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { startListener, type TestListener } from '#tests/support/listener.ts'
import { severable } from '#tests/support/severable.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'
import { Overload } from './fault.ts'

let workspaceId: number
let key: string
const open: TestListener[] = []
const listen = async (options?: Parameters<typeof startListener>[0]) => {
  const listener = await startListener(options)
  open.push(listener)
  return listener
}

beforeEach(async () => {
  workspaceId = (await makeWorkspace()).id
  key = (await makeKey(workspaceId)).key
})
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close()
})

const post = (url: string, body: object, path = '/v1/batch') =>
  fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    body: JSON.stringify(body),
  })
const count = async (table: string) =>
  (await pool().query<{ n: number }>(`select count(*)::int as n from engine.${table} where workspace_id = $1`, [workspaceId])).rows[0]?.n
const event = (userId: string, messageId?: string) => ({ type: 'track', userId, event: 'E', ...(messageId && { messageId }) })

describe('identities', () => {
  test('two processes that meet the same new people at once make each of them once', async () => {
    const [one, other] = [await listen(), await listen()]
    const people = Array.from({ length: 60 }, (_, i) => `u${i}`)
    const shuffled = (seed: number) => people.toSorted((a, b) => ((a.charCodeAt(1) * seed) % 7) - ((b.charCodeAt(1) * seed) % 7))
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        post((i % 2 ? one : other).url, { batch: shuffled(i).map((u) => ({ ...event(u), anonymousId: `a-${u}` })) }),
      ),
    )
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 200))
    expect([await count('member'), await count('member_identity')]).toEqual([60, 120])
    const { rows } = await pool().query(
      "select 1 from engine.inbox i left join engine.member m on (m.shard, m.id) = (i.shard, i.member_id) where i.workspace_id = $1 and i.kind = 'event' and m.id is null",
      [workspaceId],
    )
    expect(rows).toEqual([])
    expect(await count('inbox')).toBe(24 * 60)
  })

  test('signing in merges the visitor, and sends later events of the visitor to the winner', async () => {
    const { url } = await listen()
    await post(url, { batch: [{ type: 'page', anonymousId: 'visitor', context: { timezone: 'Asia/Tokyo' } }] })
    await post(url, { batch: [{ type: 'identify', userId: 'jane', anonymousId: 'visitor', traits: { plan: 'pro' } }] })
    await post(url, { batch: [{ type: 'track', anonymousId: 'visitor', event: 'Later' }] })
    const { rows } = await pool().query<{ kind: string; mine: boolean; payload: object }>(
      "select i.kind, m.user_id = 'jane' as mine, i.payload from engine.inbox i join engine.member m on (m.shard, m.id) = (i.shard, i.member_id) where i.workspace_id = $1 order by i.id",
      [workspaceId],
    )
    // A merge lies in both members' inboxes, and before what the visitor does as the one who signed in.
    expect(rows.map((r) => [r.kind, r.mine])).toEqual([
      ['event', null],
      ['merge', null],
      ['merge', true],
      ['event', true],
      ['event', true],
    ])
    expect(rows[0]?.payload).toMatchObject({ traits: { timezone: 'Asia/Tokyo' } })
    expect(rows[1]?.payload).toEqual(rows[2]?.payload)
  })
})

describe('faults', () => {
  test('an item that the database refuses is rejected alone; everything around it commits', async () => {
    await pool().query(`create function engine.refuse_poison() returns trigger language plpgsql as $$
      begin if new.payload ->> 'name' = 'Poison' then raise exception 'poisoned' using errcode = '22000'; end if; return new; end $$`)
    await pool().query('create trigger refuse_poison before insert on engine.inbox for each row execute function engine.refuse_poison()')
    try {
      const { url } = await listen()
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) => {
          const batch: object[] = Array.from({ length: 10 }, (__, j) => event(`u${j}`, `${i}-${j}`))
          if (i === 7) batch[4] = { type: 'track', userId: 'u4', event: 'Poison', messageId: 'poison' }
          return post(url, { batch })
        }),
      )
      expect(answers.map((a) => a.status)).toEqual(answers.map(() => 200))
      expect((await answers[7]?.json())?.rejected).toMatchObject([{ code: 'unstorable', messageId: 'poison' }])
      expect([await count('inbox'), await count('rejected_event')]).toEqual([199, 1])
    } finally {
      await pool().query('drop trigger refuse_poison on engine.inbox; drop function engine.refuse_poison()')
    }
  })

  test('while the database is away clients are told to come back; then everything they sent is there once', async () => {
    const line = await severable(new URL(process.env.DATABASE_URL ?? ''))
    const { url } = await listen({ pool: { connectionString: line.url, connectionTimeoutMillis: 1_000 } })
    const send = async (i: number) => {
      for (;;) {
        const answer = await post(url, { batch: [event(`u${i % 5}`, `m${i}`), event(`u${i % 5}`, `n${i}`)] })
        if (answer.status === 200) return
        expect(answer.status).toBe(503)
        expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
        line.mend()
      }
    }
    await send(0)
    const sending = Array.from({ length: 40 }, (_, i) => send(i + 1))
    line.cut()
    await Promise.all(sending)
    expect(await count('inbox')).toBe(82)
    await line.close()
  })

  test('2xx means committed: connections killed in the middle lose nothing that was answered', async () => {
    const { url } = await listen()
    let isDone = false
    const killing = (async () => {
      while (!isDone)
        await pool().query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query like '%engine.%'",
        )
    })()
    const answered: string[] = []
    await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        const answer = await post(url, { batch: [event(`u${i % 9}`, `m${i}`)] })
        if (answer.status === 200) answered.push(`m${i}`)
        else expect(answer.status).toBe(503)
      }),
    )
    isDone = true
    await killing.catch(() => undefined)
    const { rows } = await pool().query<{ id: string }>("select payload ->> 'messageId' as id from engine.inbox where workspace_id = $1", [
      workspaceId,
    ])
    const stored = new Set(rows.map((r) => r.id))
    expect(answered.filter((id) => !stored.has(id))).toEqual([])
    expect(stored.size).toBe(rows.length)
  })

  test('when too much is waiting, requests are turned away with 429', async () => {
    const { url, commits } = await listen({ itemsWaiting: 0 })
    const answer = await post(url, { batch: [event('u')] })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2'])
    expect(() => commits.submit({ items: [], rejected: [], keyId: null })).toThrow(Overload)
  })
})
