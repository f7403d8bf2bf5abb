import type { Sql } from '#server/db/pg.ts'

const nodes = `select j.id as "journeyId", j.workspace_id as "workspaceId", j.settings as "journeySettings", w.time_zone as "timeZone",
  n ->> 'key' as key, coalesce(n ->> 'name', '') as name, n -> 'settings' as settings,
  x.node_key is not null as "isDecided", x.arm, x.by, x.salt as "decidedSalt", x.compared_at_sample as "comparedAtSample",
  x.decided_at as "decidedAt", x.saw
from public.journey j join public.workspace w on w.id = j.workspace_id join public.journey_version v on v.id = j.live_version_id
cross join lateral jsonb_array_elements(v.document -> 'nodes') with ordinality d(n, position)
left join engine.experiment_winner x on x.journey_id = j.id and x.node_key = n ->> 'key'`
const isOne = `v.document -> 'nodes' @> '[{"kind": "rule.experiment"}]' and n ->> 'kind' = 'rule.experiment'`

/** The experiments of live journeys. Locks nothing; journeys by status, versions by primary key. */
export const liveExperiments = { name: 'live_experiments', text: `${nodes} where j.status = 'ONGOING' and ${isOne}` } satisfies Sql

/** Those of one journey ($1), live or not. By primary keys. */
export const journeyExperiments = {
  name: 'journey_experiments',
  text: `${nodes} where j.id = $1 and ${isOne} order by d.position`,
} satisfies Sql
export type ExperimentRow = {
  journeyId: number
  workspaceId: number
  journeySettings: unknown
  timeZone: string
  key: string
  name: string
  settings: unknown
  isDecided: boolean
  arm: string | null
  by: 'test' | 'hand' | null
  decidedSalt: string | null
  comparedAtSample: number | null
  decidedAt: Date | null
  saw: unknown
}

/**
 * Whether each of the arms $4 has $6 members who took it longer than $5 ms ago ($7: the clock, or null). Locks nothing; of each arm
 * at most so many entries of experiment_exposure_of_arm are read, so that it may be asked every minute. $1 journey, $2 node, $3 salt.
 */
export const hasSamples = {
  name: 'experiment_has_samples',
  text: `select bool_and((select count(*) from (select from engine.experiment_exposure e where e.journey_id = $1 and e.node_key = $2
    and e.salt = $3 and e.arm = a.arm and e.at <= coalesce($7::timestamptz, now()) - $5::float8 * interval '1 ms' limit $6) r) >= $6) as "isFull"
from unnest($4::text[]) a(arm)`,
} satisfies Sql

/** Placeholders; `declared` mentions them all. */
type Exposed = { [of in 'workspace' | 'journey' | 'node' | 'salt' | 'windowMs' | 'now' | 'declared']: string }
const exposed = ({ journey, node, salt, windowMs, now, declared }: Exposed) => `declared as (${declared}),
exposed as materialized (
  select shard, member_id, arm, at, at <= ${now} - ${windowMs} * interval '1 ms' as is_over from engine.experiment_exposure
  where journey_id = ${journey} and node_key = ${node} and salt = ${salt})`
const counted = `select x.arm, count(*)::int as exposed, (count(*) filter (where x.is_over))::int as counted,
  (count(*) filter (where x.is_over and r.shard is not null))::int as converted
from exposed x left join reached r on r.shard = x.shard and r.member_id = x.member_id group by x.arm`
export type ArmCountRow = { arm: string; exposed: number; counted: number; converted: number }

/**
 * Of each arm: the members who took it, those whose time for the goal is over, and those of them who reached it: had an event that
 * `where` takes accepted after they took the arm and in time. What came as history, its own time a day or more before, does not count.
 *
 * From what the tick writes: who took an arm first (experiment_exposure_of_arm, index only) and the applied events of the goal's
 * name since the first of them (event_by_name), those of an alias being its winner's; each is read once and they are joined, so
 * that nothing is asked per member and no walk is read. Locks nothing.
 */
export const countByEvent = (at: Exposed & { event: string; where: string; zone: boolean }): string => `with ${exposed(at)},
alias as materialized (select shard, id, merged_into_shard, merged_into_id from engine.member
  where workspace_id = ${at.workspace} and merged_into_id is not null),
goals as (select coalesce(a.merged_into_shard, e.shard) as shard, coalesce(a.merged_into_id, e.member_id) as member_id, e.accepted_at, e.at
  from engine.event e left join alias a on a.shard = e.shard and a.id = e.member_id ${at.zone ? zoned : ''}
  where e.workspace_id = ${at.workspace} and e.name = ${at.event} and e.accepted_at > (select min(at) from exposed) and ${at.where}),
reached as (select distinct x.shard, x.member_id from exposed x join goals g on g.shard = x.shard and g.member_id = x.member_id
  where g.accepted_at > x.at and g.accepted_at <= x.at + ${at.windowMs} * interval '1 ms' and g.at > x.at - interval '1 day')
${counted}`
/** Dates without an offset are read in the member's zone. */
const zoned =
  'left join engine.member r on r.shard = coalesce(a.merged_into_shard, e.shard) and r.id = coalesce(a.merged_into_id, e.member_id)'

/**
 * The same with the journey's own goal: the tick writes down when a passage reached it. By experiment_exposure_of_arm and
 * progress_by_member. Locks nothing.
 */
export const countByJourney = (at: Exposed): string => `with ${exposed(at)},
reached as (select distinct x.shard, x.member_id from exposed x join engine.progress p
  on p.shard = x.shard and p.journey_id = ${at.journey} and p.member_id = x.member_id
  where p.converted_at >= x.at and p.converted_at <= x.at + ${at.windowMs} * interval '1 ms')
${counted}`

/**
 * Writes what the test said of experiment $2 of journey $1 ($3 workspace): the arm $4, or null, at the sample $6. No row when somebody has
 * decided meanwhile, or compared at that sample: of two workers one writes. Locks that row. By the primary key. $5 salt, $7 figures
 */
export const decideByTest = {
  name: 'experiment_decide_by_test',
  text: `insert into engine.experiment_winner as x (journey_id, node_key, workspace_id, arm, by, salt, compared_at_sample, saw)
values ($1, $2, $3, $4, 'test', $5, $6, $7)
on conflict (journey_id, node_key) do update set arm = excluded.arm, by = 'test', salt = excluded.salt, saw = excluded.saw,
  compared_at_sample = excluded.compared_at_sample, decided_at = now()
where x.arm is null and (x.salt <> excluded.salt or x.compared_at_sample is null or x.compared_at_sample < excluded.compared_at_sample)
returning 1`,
} satisfies Sql

/** Makes the arm $4 the winner by hand; what was compared before stays known. Parameters as above, $6 figures. By the primary key. */
export const decideByHand = {
  name: 'experiment_decide_by_hand',
  text: `insert into engine.experiment_winner as x (journey_id, node_key, workspace_id, arm, by, salt, saw) values ($1, $2, $3, $4, 'hand', $5, $6)
on conflict (journey_id, node_key) do update set arm = excluded.arm, by = 'hand', saw = excluded.saw, decided_at = now(),
  salt = excluded.salt, compared_at_sample = case when x.salt = excluded.salt then x.compared_at_sample end`,
} satisfies Sql

/**
 * Takes a winner back. Where the arms were compared that stays, so that the same figures do not decide again. Answers how many rows
 * it found. By the primary key.
 */
export const clearWinner = {
  name: 'experiment_clear_winner',
  text: `with
kept as (update engine.experiment_winner set arm = null, by = 'hand', decided_at = now()
  where journey_id = $1 and node_key = $2 and arm is not null and compared_at_sample is not null returning 1),
gone as (delete from engine.experiment_winner where journey_id = $1 and node_key = $2 and arm is not null and compared_at_sample is null returning 1)
select (select count(*) from kept) + (select count(*) from gone) as cleared`,
} satisfies Sql
