import type { Sql } from '#server/db/pg.ts'

/** The journeys that were ever published. Locks nothing; read when the epoch has risen, by the primary key of journey. */
export const catalogJourneys = {
  name: 'tick_catalog_journeys',
  text: `
select j.id, j.workspace_id as "workspaceId", j.status::text as status, j.drains, j.live_version_id as "liveVersionId",
  j.settings, (select jsonb_object_agg(w.node_key, w.arm) from engine.experiment_winner w where w.journey_id = j.id and w.arm is not null) as winners
from public.journey j where j.status <> 'DRAFT' and j.live_version_id is not null order by j.id`,
} satisfies Sql
export type CatalogJourneyRow = {
  id: number
  workspaceId: number
  status: string
  drains: boolean
  liveVersionId: number
  settings: unknown
  winners: unknown
}

/** The zones of workspaces, for members who have none. By the primary key of workspace. */
export const catalogZones = {
  name: 'tick_catalog_zones',
  text: `select id, time_zone as "timeZone", coalesce((settings ->> 'sendWithoutConsentRecord')::boolean, true) as "sendsWithoutConsent"
from public.workspace order by id`,
} satisfies Sql
export type CatalogZoneRow = { id: number; timeZone: string; sendsWithoutConsent: boolean }

/** Stored conditions, and whether any version there ever was can wait for events or conditions. By primary keys. */
export const catalogSegments = {
  name: 'tick_catalog_segments',
  text: 'select id, workspace_id as "workspaceId", key, condition from public.segment order by id',
} satisfies Sql
export type CatalogSegmentRow = { id: number; workspaceId: number; key: string; condition: unknown }

export const catalogSubscribes = {
  name: 'tick_catalog_subscribes',
  text: 'select coalesce((select true from public.journey_version where subscribes order by id desc limit 1), false) as subscribes',
} satisfies Sql
export type CatalogSubscribesRow = { subscribes: boolean }

/** Published graphs. By the primary key of journey_version. */
export const catalogVersions = {
  name: 'tick_catalog_versions',
  text: `
select v.id, v.journey_id as "journeyId", v.workspace_id as "workspaceId", v.document
from unnest($1::int[]) k(id) join public.journey_version v on v.id = k.id`,
} satisfies Sql
export type CatalogVersionRow = { id: number; journeyId: number; workspaceId: number; document: unknown }
