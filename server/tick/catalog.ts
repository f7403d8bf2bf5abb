import { z } from 'zod'
import type { LiveJourney, Plan } from '#domain/engine/types.ts'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { compilePlan } from '#domain/journey/plan.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import { logOf } from '#server/log.ts'
import {
  type CatalogJourneyRow,
  type CatalogVersionRow,
  type CatalogZoneRow,
  catalogJourneys,
  catalogVersions,
  catalogZones,
} from '#server/sql/tick/catalog.ts'
import type { Run } from './connection.ts'

/** What people published, as of an epoch. Never changed: a tick keeps the one it began with. */
export type Catalog = {
  epoch: number
  journeys: ReadonlyMap<number, LiveJourney>
  listening(workspaceId: number, eventName: string): readonly LiveJourney[]
  zone(workspaceId: number): string
  /** The attributes that some plan of these may look at. */
  attributes: readonly string[]
}

const statusSchema = z.enum(['ONGOING', 'PAUSED', 'ENDED'])

/** The latest catalog, kept in memory and shared by the tickers of a process; read again when the epoch rises. */
export class Catalogs {
  #latest: Catalog = { epoch: -1, journeys: new Map(), listening: () => [], zone: () => 'UTC', attributes: [] }
  /** Versions never change. Null: not readable by this release. */
  readonly #plans = new Map<number, Plan | null>()

  plan(versionId: number): Plan | undefined {
    return this.#plans.get(versionId) ?? undefined
  }

  /** A catalog at `epoch` or later. */
  async at(epoch: number, run: Run): Promise<Catalog> {
    if (this.#latest.epoch >= epoch) return this.#latest
    const rows = await run<CatalogJourneyRow>(catalogJourneys)
    const zones = await run<CatalogZoneRow>(catalogZones)
    await this.loadPlans(
      rows.map((row) => row.liveVersionId),
      run,
    )
    const journeys = new Map(rows.map((row) => [row.id, this.#journey(row)]))
    this.#latest = catalogOf(epoch, journeys, new Map(zones.map((row) => [row.id, row.timeZone])), this.#attributes())
    return this.#latest
  }

  /** Makes `plan` know these versions, old ones included. */
  async loadPlans(versionIds: Iterable<number>, run: Run): Promise<void> {
    const missing = [...new Set(versionIds)].filter((id) => !this.#plans.has(id))
    if (missing.length === 0) return
    for (const row of await run<CatalogVersionRow>(catalogVersions, [missing])) this.#plans.set(row.id, compiled(row))
  }

  #journey({ id, workspaceId, status, drains, settings, liveVersionId }: CatalogJourneyRow): LiveJourney {
    const read = journeySettingsSchema.safeParse(settings)
    const plan = read.success ? this.#plans.get(liveVersionId) : undefined
    return {
      id,
      workspaceId,
      drains,
      status: statusSchema.parse(status),
      settings: read.data ?? journeySettingsSchema.parse({}),
      plan: plan ?? unreadable({ journeyId: id, workspaceId, versionId: liveVersionId }),
    }
  }

  /** Of every plan seen, old versions included: members inside still follow those. */
  #attributes(): string[] {
    return [...new Set([...this.#plans.values()].flatMap((plan) => plan?.reads.attributes ?? []))]
  }
}

function catalogOf(epoch: number, journeys: Map<number, LiveJourney>, zones: Map<number, string>, attributes: string[]): Catalog {
  const listeners = new Map<string, LiveJourney[]>()
  for (const journey of journeys.values()) {
    if (journey.status !== 'ONGOING') continue
    for (const event of journey.plan.listeners.keys()) {
      const key = `${journey.workspaceId} ${event}`
      listeners.set(key, [...(listeners.get(key) ?? []), journey])
    }
  }
  return {
    epoch,
    journeys,
    listening: (workspaceId, eventName) => listeners.get(`${workspaceId} ${eventName}`) ?? [],
    zone: (workspaceId) => zones.get(workspaceId) ?? 'UTC',
    attributes,
  }
}

/** Of a journey that a newer release wrote: starts nothing, while passages on versions that can be read go on. */
const unreadable = (ids: Pick<Plan, 'journeyId' | 'workspaceId' | 'versionId'>): Plan => ({
  ...ids,
  nodes: new Map(),
  triggers: [],
  listeners: new Map(),
  reads: { attributes: [], events: [] },
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
