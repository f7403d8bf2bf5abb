import { beforeEach, describe, expect, test } from 'vitest'
import { pool } from '#server/db/pg.ts'
import { walkMembers } from '#server/feed/walkMembers.ts'
import { journey } from '#tests/support/drawing.ts'
import { publish, rows, setStatus } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { openDueRuns } from './openDueRuns.ts'

let workspaceId: number
let id: number
beforeEach(async () => {
  await pool().query('delete from engine.inbox')
  await pool().query(`update journey set status = 'ENDED'`)
  workspaceId = (await makeWorkspace({ timeZone: 'Europe/Paris' })).id
})

/** A journey on a schedule whose version was published so long ago. */
async function scheduled(settings: object, ago = '1 hour'): Promise<void> {
  const made = await publish(workspaceId, journey('trigger(Go) → delay 1h → exit'))
  id = made.id
  const kind = JSON.stringify({ kind: 'trigger.schedule', settings })
  await pool().query(
    `update journey_version set published_at = now() - $3::interval, document = jsonb_set(document, '{nodes,0}', document #> '{nodes,0}' || $2::jsonb) where id = $1`,
    [made.versionId, kind, ago],
  )
}
const minutesAgo = (count: number) => new Date(Date.now() - count * 60_000).toISOString()
const runs = () =>
  rows<{ passed: string | null; walk: number | null; segment: string | null }>(
    'select passed_over as passed, walk_id as walk, segment_key as segment from engine.audience_run where journey_id = $1 order by id',
    [id],
  )

describe('a schedule', () => {
  test('opens each slot once, however many look at once, and meets every member with its time', async () => {
    const at = minutesAgo(1)
    await scheduled({ at, audience: 'all' })
    await makeMember(workspaceId, 'jane')
    const opened = (await Promise.all([1, 2, 3, 4].map(() => openDueRuns(pool())))).flat()
    expect(opened).toHaveLength(1)
    expect(await openDueRuns(pool())).toEqual([])
    await walkMembers(pool(), opened[0] ?? 0, { onFed: () => {} })
    const payload = { journeyId: id, by: 'schedule', nodeKey: 'trigger', name: 'journey_scheduled', properties: { scheduledFor: at } }
    expect(await rows('select lane, kind, payload from engine.inbox')).toMatchObject([{ lane: 1, kind: 'entry', payload }])
  })

  test('after an outage opens the latest slot alone', async () => {
    await scheduled({ cron: '* * * * *', audience: 'all' })
    expect(await openDueRuns(pool())).toHaveLength(1)
    expect(await runs()).toHaveLength(1)
  })

  test('opens nothing from before it was published, and nothing that was missed more than a day ago', async () => {
    await scheduled({ at: minutesAgo(90) })
    expect(await openDueRuns(pool())).toEqual([])
    await scheduled({ at: minutesAgo(60 * 25) }, '3 days')
    expect(await openDueRuns(pool())).toEqual([])
  })

  test('lets a slot pass that comes while the journey is paused, and is not made up', async () => {
    await scheduled({ at: minutesAgo(1) })
    await setStatus(id, 'PAUSED')
    expect(await openDueRuns(pool())).toEqual([])
    expect(await runs()).toEqual([{ passed: 'paused', walk: null, segment: null }])
    await setStatus(id, 'ONGOING')
    expect(await openDueRuns(pool())).toEqual([])
  })

  test('of a segment that is gone meets nobody and says so', async () => {
    await scheduled({ at: minutesAgo(1), audience: { segment: 'gone' } })
    expect(await openDueRuns(pool())).toEqual([])
    expect(await runs()).toEqual([{ passed: 'segment_missing', walk: null, segment: 'gone' }])
  })
})
