import type { Queryable } from '#server/db/pg.ts'

/** `nextAt` is epoch ms, to the microsecond. */
export type SpendingRow = { journeyId: number; channel: string; used: number; nextAt: number | null }

/**
 * What journeys have spent, locked until the transaction ends so that no other claim spends the same. A journey that is asked
 * about for the first time begins with what its reports say it sent. Locks the rows in one order; by primary keys.
 *
 * $1 workspaces, $2 journeys, $3 channels, '' among them: a row for each journey and channel
 */
export const lockSpendings = {
  name: 'lock_spendings',
  text: `
insert into engine.journey_spending as s (workspace_id, journey_id, channel, used)
select j.workspace_id, j.journey_id, c.channel, case
  when exists (select from engine.journey_spending k where k.journey_id = j.journey_id and k.channel = c.channel) then 0
  else coalesce((select sum(r.count) from engine.journey_performance_report r
    where r.journey_id = j.journey_id and r.channel = c.channel and r.outcome in ('sent', 'unknown')), 0) end
from unnest($1::int[], $2::int[]) j (workspace_id, journey_id) cross join unnest($3::text[]) c (channel)
order by j.journey_id, c.channel
on conflict (journey_id, channel) do update set used = s.used
returning s.journey_id as "journeyId", s.channel, s.used, extract(epoch from s.next_at)::float8 * 1000 as "nextAt"`,
}

export async function lockSpending(
  db: Queryable,
  journeys: { workspaceId: number; journeyId: number }[],
  channels: string[],
): Promise<SpendingRow[]> {
  const values = [journeys.map((one) => one.workspaceId), journeys.map((one) => one.journeyId), channels]
  const { rows } = await db.query<SpendingRow>({ ...lockSpendings, values })
  return rows
}

export type Spent = { journeyId: number; channel: string; used: number }
export type Paced = { journeyId: number; nextAt: number | null }

/** Writes what a claim took: quota by channel, the next place in the rate, and which messages were charged. Under lockSpending. */
export const writeSpendings = {
  name: 'write_spendings',
  text: `
with spent as (
  update engine.journey_spending s set used = s.used + v.used from unnest($1::int[], $2::text[], $3::bigint[]) v (journey_id, channel, used)
  where s.journey_id = v.journey_id and s.channel = v.channel),
paced as (
  update engine.journey_spending s set next_at = to_timestamp(v.next_at / 1000) from unnest($4::int[], $5::float8[]) v (journey_id, next_at)
  where s.journey_id = v.journey_id and s.channel = '')
update engine.message m set is_charged = true from unnest($6::smallint[], $7::bigint[]) v (shard, id) where m.shard = v.shard and m.id = v.id`,
}

export async function writeSpending(
  db: Queryable,
  spent: Spent[],
  paced: Paced[],
  charged: { shard: number; id: number }[],
): Promise<void> {
  const values = [
    spent.map((one) => one.journeyId),
    spent.map((one) => one.channel),
    spent.map((one) => one.used),
    paced.map((one) => one.journeyId),
    paced.map((one) => one.nextAt),
    charged.map((one) => one.shard),
    charged.map((one) => one.id),
  ]
  await db.query({ ...writeSpendings, values })
}
