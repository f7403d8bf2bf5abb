import { z } from 'zod'
import { conditionSchema } from '#domain/condition/document.ts'
import { readsOf } from '#domain/condition/reads.ts'
import { closersOf, startsOnDates } from '#domain/engine/closers.ts'
import type { LiveJourney, LiveSegment, Plan } from '#domain/engine/types.ts'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { compilePlan } from '#domain/journey/plan.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import { logOf } from '#server/log.ts'
import {
  type CatalogJourneyRow,
  type CatalogSegmentRow,
  type CatalogSubscribesRow,
  type CatalogVersionRow,
  type CatalogZoneRow,
  catalogJourneys,
  catalogSegments,
  catalogSubscribes,
  catalogVersions,
  catalogZones,
} from '#server/sql/tick/catalog.ts'
import { type MembersAsked, membersWith } from '#server/sql/tick/members.ts'
import type { Run } from './connection.ts'

/** What people published, as of an epoch. Never changed: a tick keeps the one it began with. */
export type Catalog = {
  epoch: number
  journeys: ReadonlyMap<number, LiveJourney>
  listening(workspaceId: number, eventName: string): readonly LiveJourney[]
  /** Journeys that are not over and whose exits or goal look at this, a name made by `awaited`. */
  closing(workspaceId: number, awaitedName: string): readonly LiveJourney[]
  segments(workspaceId: number): readonly LiveSegment[]
  /** Journeys that start on a date of the member. */
  dated(workspaceId: number): readonly LiveJourney[]
  zone(workspaceId: number): string
  sendsWithoutConsent(workspaceId: number): boolean
  hasSegments: boolean
  /** Whether members can wait for anything but their timer. */
  subscribes: boolean
}

const winnersSchema = z
  .record(z.string(), z.string())
  .nullable()
  .transform((winners) => winners ?? {})
const statusSchema = z.enum(['ONGOING', 'PAUSED', 'ENDED'])

/** The latest catalog, kept in memory and shared by the tickers of a process; read again when the epoch rises. */
export class Catalogs {
  #latest: Catalog | null = null
  /** Versions never change. Null: not readable by this release. */
  readonly #plans = new Map<number, Plan | null>()
  readonly #attributes = new Set<string>()
  #asking = membersWith([])

  /**
   * How to ask for members, with the attributes that some plan, segment or exit may look at: of every version seen, since members inside
   * still follow old ones. Another object once a version or a catalog looks at more.
   */
  get asking(): MembersAsked {
    return this.#asking
  }

  plan(versionId: number): Plan | undefined {
    return this.#plans.get(versionId) ?? undefined
  }

  /** A catalog at `epoch` or later. */
  async at(epoch: number, run: Run): Promise<Catalog> {
    if (this.#latest && this.#latest.epoch >= epoch) return this.#latest
    const rows = await run<CatalogJourneyRow>(catalogJourneys)
    const workspaces = await run<CatalogZoneRow>(catalogZones)
    const segments = (await run<CatalogSegmentRow>(catalogSegments)).flatMap(segmentOf)
    const [{ subscribes } = { subscribes: true }] = await run<CatalogSubscribesRow>(catalogSubscribes)
    await this.loadPlans(
      rows.map((row) => row.liveVersionId),
      run,
    )
    const journeys = rows.map((row) => this.#journey(row))
    this.#learn(attributesOf(journeys, segments))
    this.#latest = catalogOf({ epoch, journeys, segments, workspaces, subscribes })
    return this.#latest
  }

  /** Makes `plan` know these versions, old ones included. */
  async loadPlans(versionIds: Iterable<number>, run: Run): Promise<void> {
    const missing = [...new Set(versionIds)].filter((id) => !this.#plans.has(id))
    if (missing.length === 0) return
    for (const row of await run<CatalogVersionRow>(catalogVersions, [missing])) {
      const plan = compiled(row)
      this.#plans.set(row.id, plan)
      this.#learn(plan?.attributes ?? [])
    }
  }

  #journey({ id, workspaceId, status, drains, settings, liveVersionId, winners }: CatalogJourneyRow): LiveJourney {
    const read = journeySettingsSchema.safeParse(settings)
    const plan = read.success ? this.#plans.get(liveVersionId) : undefined
    return {
      id,
      workspaceId,
      drains,
      status: statusSchema.parse(status),
      settings: read.data ?? journeySettingsSchema.parse({}),
      winners: new Map(Object.entries(winnersSchema.parse(winners))),
      plan: plan ?? unreadable({ journeyId: id, workspaceId, versionId: liveVersionId }),
    }
  }

  #learn(names: readonly string[]): void {
    const before = this.#attributes.size
    for (const name of names) this.#attributes.add(name)
    if (this.#attributes.size > before) this.#asking = membersWith([...this.#attributes])
  }
}

type Parts = {
  epoch: number
  journeys: LiveJourney[]
  segments: (LiveSegment & { workspaceId: number })[]
  workspaces: CatalogZoneRow[]
  subscribes: boolean
}

function catalogOf({ epoch, journeys, segments, workspaces, subscribes }: Parts): Catalog {
  const listeners = new Groups<LiveJourney>()
  const closers = new Groups<LiveJourney>()
  const dated = new Groups<LiveJourney>()
  const inWorkspace = new Groups<LiveSegment>()
  for (const segment of segments) inWorkspace.add(`${segment.workspaceId}`, segment)
  for (const journey of journeys) {
    const { workspaceId, status, plan, settings } = journey
    if (status === 'ONGOING') for (const event of plan.listeners.keys()) listeners.add(`${workspaceId} ${event}`, journey)
    if (status !== 'ENDED' || journey.drains) for (const name of closersOf(settings)) closers.add(`${workspaceId} ${name}`, journey)
    if (status !== 'ENDED' && startsOnDates(plan)) dated.add(`${workspaceId}`, journey)
  }
  const byId = new Map(workspaces.map((row) => [row.id, row]))
  return {
    epoch,
    journeys: new Map(journeys.map((journey) => [journey.id, journey])),
    listening: (workspaceId, eventName) => listeners.of(`${workspaceId} ${eventName}`),
    closing: (workspaceId, name) => closers.of(`${workspaceId} ${name}`),
    segments: (workspaceId) => inWorkspace.of(`${workspaceId}`),
    dated: (workspaceId) => dated.of(`${workspaceId}`),
    zone: (workspaceId) => byId.get(workspaceId)?.timeZone ?? 'UTC',
    sendsWithoutConsent: (workspaceId) => byId.get(workspaceId)?.sendsWithoutConsent ?? true,
    hasSegments: segments.length > 0,
    subscribes,
  }
}

class Groups<Of> {
  readonly #of = new Map<string, Of[]>()

  add(key: string, one: Of): void {
    const before = this.#of.get(key)
    if (before) before.push(one)
    else this.#of.set(key, [one])
  }

  of(key: string): readonly Of[] {
    return this.#of.get(key) ?? []
  }
}

const attributesOf = (journeys: LiveJourney[], segments: LiveSegment[]): string[] => [
  ...segments.flatMap(({ reads }) => reads.attributes),
  ...journeys.flatMap(({ settings: { exits } }) =>
    exits.flatMap((exit) => ('condition' in exit ? readsOf(exit.condition).attributes : [])),
  ),
]

/** A segment that a newer release wrote is not reckoned by this one. */
function segmentOf({ id, workspaceId, key, condition }: CatalogSegmentRow): (LiveSegment & { workspaceId: number })[] {
  const read = conditionSchema.safeParse(condition)
  return read.success ? [{ id, workspaceId, key, condition: read.data, reads: readsOf(read.data) }] : []
}

/** Of a journey that a newer release wrote: starts nothing, while passages on versions that can be read go on. */
const unreadable = (ids: Pick<Plan, 'journeyId' | 'workspaceId' | 'versionId'>): Plan => ({
  ...ids,
  nodes: new Map(),
  triggers: [],
  listeners: new Map(),
  attributes: [],
})

function compiled({ id, journeyId, workspaceId, document }: CatalogVersionRow): Plan | null {
  try {
    return compilePlan(journeyDocumentSchema.parse(document), { journeyId, workspaceId, versionId: id })
  } catch (error) {
    // Publishing was strict, so this is a version of a newer release. Its passages end in ERROR rather than stop the shard.
    logOf('tick').error({ err: error, journeyId, versionId: id }, 'a published version cannot be read')
    return null
  }
}
