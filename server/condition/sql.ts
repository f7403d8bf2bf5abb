import type { Condition, EventLeaf, MessageLeaf, PropertyCondition } from '#domain/condition/document.ts'
import { groupOf, propertyGroupOf } from '#domain/condition/groups.ts'
import { leafKey } from '#domain/condition/reads.ts'
import { windowMs } from '#domain/time/zone.ts'
import { comparisonSql, type Fitting } from './comparison.ts'
import { Parameters } from './parameters.ts'

export type Surroundings = {
  workspaceId: number
  /** For members who have none. */
  timeZone: string
  /** Epoch ms: what `within` counts back from. */
  now: number
  /** Ids by key. A segment that is not there has nobody in it. */
  segments: ReadonlyMap<string, number>
  /** By `placeOf`: values beyond ASCII that fit a pattern. */
  fitting: (place: string) => ReturnType<Fitting>
}
/** For a statement `with <ctes> select ... from engine.member m <joins> where m.workspace_id = ... and <where>`. */
export type MemberSql = { ctes: string[]; joins: string[]; where: string; parameters: Parameters }

/** Where a pattern is looked for: an attribute, or a property of an event. */
export const placeOf = (of: { attribute: string } | { event: string; property: string }, pattern: string) =>
  JSON.stringify('attribute' in of ? [of.attribute, pattern] : [of.event, of.property, pattern])

/**
 * A condition as SQL over engine.member m, exact: members for whom it holds are those for whom domain/condition/evaluate.ts says
 * so at `now`. What is counted or belonged to is gathered once for everybody and joined, so that nothing is asked per member.
 */
export function memberSql(condition: Condition, around: Surroundings): MemberSql {
  const building = new Building(around)
  const where = building.condition(condition)
  const ctes = [`declared as (${building.parameters.declaration()})`, ...building.ctes]
  return { ctes, joins: building.joins, where, parameters: building.parameters }
}

/**
 * A condition over the properties of events `e` with this name, exact as above; dates without an offset are read in the zone of a
 * member `r`. Without one it takes every event. More parameters may be added to these.
 */
export function eventSql(
  event: string,
  condition: PropertyCondition | undefined,
  around: Surroundings,
): { where: string; parameters: Parameters } {
  const building = new Building(around)
  return { where: condition ? building.event(condition, event) : 'true', parameters: building.parameters }
}

const joined = (kind: 'all' | 'any' | 'none', parts: string[]) => {
  if (kind === 'all') return parts.length > 0 ? `(${parts.join(' and ')})` : 'true'
  const any = parts.length > 0 ? `(${parts.join(' or ')})` : 'false'
  return kind === 'any' ? any : `not ${any}`
}

const orders = { equals: '=', not_equals: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

class Building {
  readonly parameters = new Parameters()
  readonly joins: string[] = []
  readonly ctes: string[] = []
  readonly #gathered = new Map<string, string>()
  readonly #around: Surroundings
  readonly #workspace: string
  readonly #zone: string
  readonly #now: string

  constructor(around: Surroundings) {
    this.#around = around
    this.#workspace = this.parameters.add(around.workspaceId, 'int')
    this.#zone = this.parameters.add(around.timeZone, 'text')
    this.#now = this.parameters.add(around.now, 'float8')
  }

  #zoneOf(member: string): string {
    return `coalesce(${member}.time_zone, ${this.#zone})`
  }

  condition(condition: Condition): string {
    if ('attribute' in condition) {
      const { attribute, operator, value } = condition
      const compared = { value: `(m.attributes -> ${this.parameters.add(attribute, 'text')})`, now: this.#now, zone: this.#zoneOf('m') }
      return comparisonSql(compared, operator, value, this.parameters, (pattern) => this.#around.fitting(placeOf({ attribute }, pattern)))
    }
    if ('segment' in condition) return this.#inSegment(condition.segment)
    if ('event' in condition) return this.#counts(condition, () => this.#events(condition))
    if ('message' in condition) return this.#counts(condition, () => this.#messages(condition))
    const group = groupOf(condition)
    return joined(
      group?.kind ?? 'all',
      (group?.parts ?? []).map((part) => this.condition(part)),
    )
  }

  event(condition: PropertyCondition, event: string): string {
    return this.#properties(condition, event, this.#zoneOf('r'))
  }

  #inSegment(key: string): string {
    const id = this.#around.segments.get(key)
    if (id === undefined) return 'false'
    const name = this.#gather(
      `segment ${key}`,
      () => `select shard, member_id as id from engine.segment_member
      where segment_id = ${this.parameters.add(id, 'int')} and is_in`,
    )
    return `(${name}.id is not null)`
  }

  #counts(leaf: EventLeaf | MessageLeaf, gather: () => string): string {
    const { operator, value } = leaf.count ?? { operator: 'gte' as const, value: 1 }
    // A node's messages are counted for a passage, and here is none.
    const count = 'message' in leaf && leaf.message.node !== undefined ? '0' : `coalesce(${this.#gather(leafKey(leaf), gather)}.n, 0)`
    return `(${count} ${orders[operator]} ${this.parameters.add(value, 'int')})`
  }

  /** Joins what a question gathers about members, once for equal questions. */
  #gather(question: string, text: () => string): string {
    const before = this.#gathered.get(question)
    if (before) return before
    const name = `g${this.#gathered.size}`
    this.#gathered.set(question, name)
    const found = text()
    if (this.ctes.length === 0)
      this.ctes.push(`alias as materialized (select shard, id, merged_into_shard, merged_into_id from engine.member
      where workspace_id = ${this.#workspace} and merged_into_id is not null)`)
    this.ctes.push(`${name} as materialized (${found})`)
    this.joins.push(`left join ${name} on ${name}.shard = m.shard and ${name}.id = m.id`)
    return name
  }

  /** Counts rows by the member they belong to now: those of an alias are its winner's. */
  #counted(from: string, where: string, also = ''): string {
    return `select coalesce(a.merged_into_shard, e.shard) as shard, coalesce(a.merged_into_id, e.member_id) as id, count(*)::int as n
      from ${from} left join alias a on a.shard = e.shard and a.id = e.member_id ${also}
      where e.workspace_id = ${this.#workspace} and ${where} group by 1, 2`
  }

  #after(within: EventLeaf['within']): string | null {
    return within ? this.parameters.add(new Date(this.#around.now - windowMs(within)).toISOString(), 'timestamptz') : null
  }

  #events(leaf: EventLeaf): string {
    const after = this.#after(leaf.within)
    // Its own time is never after its acceptance, so the window also prunes partitions.
    const recent = after ? ` and e.accepted_at > ${after} and e.at > ${after}` : ''
    const name = `e.name = ${this.parameters.add(leaf.event, 'text')}${recent}`
    if (!leaf.where) return this.#counted('engine.event e', name)
    // Dates without an offset are read in the member's zone.
    const zoned =
      'left join engine.member r on r.shard = coalesce(a.merged_into_shard, e.shard) and r.id = coalesce(a.merged_into_id, e.member_id)'
    return this.#counted('engine.event e', `${name} and ${this.#properties(leaf.where, leaf.event, this.#zoneOf('r'))}`, zoned)
  }

  #properties(condition: PropertyCondition, event: string, zone: string): string {
    if ('property' in condition) {
      const { property, operator, value } = condition
      const compared = {
        value: `(e.payload -> 'properties' -> ${this.parameters.add(property, 'text')})`,
        now: '(extract(epoch from e.at)::float8 * 1000)',
        zone,
      }
      return comparisonSql(compared, operator, value, this.parameters, (pattern) =>
        this.#around.fitting(placeOf({ event, property }, pattern)),
      )
    }
    const group = propertyGroupOf(condition)
    return joined(
      group?.kind ?? 'all',
      (group?.parts ?? []).map((part) => this.#properties(part, event, zone)),
    )
  }

  #messages({ message, within }: MessageLeaf): string {
    const { outcome, template, channel, journey } = message
    const after = this.#after(within)
    const parts = [
      `${happenedAt[outcome]} is not null`,
      ...(after ? [`${happenedAt[outcome]} > ${after}`] : []),
      ...(template === undefined ? [] : [`e.content ->> 'template' = ${this.parameters.add(template, 'text')}`]),
      ...(channel === undefined ? [] : [`e.channel = ${this.parameters.add(channel, 'text')}`]),
      ...(journey === undefined ? [] : [`e.journey_id = ${this.parameters.add(Number(journey), 'int')}`]),
    ]
    return this.#counted('engine.message e', parts.join(' and '))
  }
}

/** When a message came to an outcome; as server/sql/tick/messages.ts. */
const happenedAt = {
  created: 'e.created_at',
  sent: `(case when e.status = 'accepted' then e.finished_at end)`,
  failed: `(case when e.status = 'failed' then e.finished_at end)`,
  suppressed: `(case when e.status = 'suppressed' then e.finished_at end)`,
  delivered: 'e.delivered_at',
  opened: 'e.opened_at',
  clicked: 'e.clicked_at',
  bounced: 'e.bounced_at',
} as const
