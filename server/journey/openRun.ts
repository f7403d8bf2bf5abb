import type { InboxPayload } from '#domain/engine/inbox.ts'
import type { Json } from '#domain/engine/types.ts'
import { entryEvents } from '#domain/event/system.ts'
import type { Queryable } from '#server/db/pg.ts'
import { openWalk } from '#server/feed/openWalk.ts'
import { type OpenedRow, openRunSql, segmentByKeySql, tieRunSql } from '#server/sql/audienceRuns.ts'

export type RunToOpen = {
  workspaceId: number
  journeyId: number
  nodeKey: string
  by: 'api' | 'schedule'
  /** Key of the segment; null: every member. */
  segment: string | null
  context: { [name: string]: Json }
  /** The slot; null: now. */
  occurrence: Date | null
  /** The journey is paused: the slot is kept as let pass. */
  isPaused?: boolean
}
export type OpenedRun = { id: number; walkId: number | null }

/**
 * Opens a run in the caller's transaction: every member of the audience gets an entry in the bulk lane. Null when its slot was
 * opened before. After the commit call requestWalk(walkId).
 */
export async function openRun(db: Queryable, run: RunToOpen): Promise<OpenedRun | null> {
  const { workspaceId, journeyId, nodeKey, by, segment, context, occurrence, isPaused = false } = run
  const segmentId = segment === null ? null : await segmentNamed(db, workspaceId, segment)
  const isMissing = segment !== null && segmentId === null
  const passedOver = isPaused ? 'paused' : isMissing ? 'segment_missing' : null
  const values = [workspaceId, journeyId, nodeKey, occurrence, by, segment, JSON.stringify(context), passedOver]
  const { rows } = await db.query<OpenedRow>({ ...openRunSql, values })
  const [opened] = rows
  if (!opened) return null
  if (passedOver !== null) return { id: opened.id, walkId: null }
  const payload: InboxPayload<'entry'> = {
    ...{ journeyId, by, nodeKey, name: entryEvents[by], at: opened.occurrence.toISOString() },
    properties: by === 'schedule' ? { ...context, scheduledFor: opened.occurrence.toISOString() } : context,
  }
  const walkId = await openWalk(db, { workspaceId, segmentId, purpose: 'initiate', about: String(opened.id), kind: 'entry', payload })
  await db.query({ ...tieRunSql, values: [opened.id, walkId] })
  return { id: opened.id, walkId }
}

/** The id of a segment, null when there is none. */
export async function segmentNamed(db: Queryable, workspaceId: number, key: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>({ ...segmentByKeySql, values: [workspaceId, key] })
  return rows[0]?.id ?? null
}
