import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { closeRing } from '#server/queue/ring.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeOperator, makeWorkspace } from '#tests/support/workspace.ts'
import { countJourneys } from './count.ts'
import { createJourney } from './create.ts'
import { duplicateJourney } from './duplicate.ts'
import { endJourney } from './end.ts'
import { exportDocument } from './exportDocument.ts'
import { getJourney } from './get.ts'
import { journeyListQuerySchema, listJourneys } from './list.ts'
import { addNode, patchNode, removeNode } from './nodes.ts'
import { addPath, listPaths, removePath } from './paths.ts'
import { pauseJourney } from './pause.ts'
import { publishJourney } from './publish.ts'
import { putDraft } from './putDraft.ts'
import { removeJourney } from './remove.ts'
import { resumeJourney } from './resume.ts'
import { updateJourney } from './update.ts'
import { getVersion, listVersions } from './versions.ts'

let ctx: Ctx
let viewer: Ctx
let stranger: Ctx

afterAll(closeRing)
beforeAll(async () => {
  const [ours, theirs] = await Promise.all([makeWorkspace({ timeZone: 'America/New_York' }), makeWorkspace()])
  const operator = await makeOperator(ours.id)
  ctx = { workspaceId: ours.id, role: 'owner', actor: { kind: 'operator', id: operator.id }, requestId: 'test' }
  viewer = { ...ctx, role: 'viewer' }
  stranger = { ...ctx, workspaceId: theirs.id }
  await pool().query(`insert into template (workspace_id, key, name, channel, updated_at) values ($1, 'hello', 'Hello', 'email', now())`, [
    ours.id,
  ])
})

const winBack = (): JourneyDocument =>
  journey('trigger(Order Completed where revenue gte 20) → condition(plan equals pro: yes→email hello → exit, no→exit bye)', {
    name: 'Win back',
  })
const ready = async () => (await createJourney(ctx, winBack())).id
const published = async () => {
  const id = Number(await ready())
  await publishJourney(ctx, id)
  return id
}
const epoch = async () => (await pool().query<{ epoch: number }>('select epoch from engine.catalog')).rows[0]?.epoch ?? 0

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof AppError) return error
  throw error ?? new Error('nothing was refused')
}
const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code

describe('the draft', () => {
  it('comes back exactly as it was written, condition parts and order included', async () => {
    const document = winBack()
    const { id } = await createJourney(ctx, document)
    expect(await exportDocument(ctx, Number(id))).toEqual(document)
  })

  it('keeps its condition parts in columns of their own', async () => {
    const id = await ready()
    const { rows } = await pool().query(
      'select key, category, settings, filters, branch_settings from journey_node where journey_id = $1 order by id limit 2',
      [id],
    )
    expect(rows).toEqual([
      {
        key: 'trigger',
        category: 'trigger',
        settings: { event: 'Order Completed' },
        filters: { filter: { all: [{ property: 'revenue', operator: 'gte', value: 20 }] } },
        branch_settings: null,
      },
      {
        key: 'condition',
        category: 'rule',
        settings: {},
        filters: null,
        branch_settings: { condition: { attribute: 'plan', operator: 'equals', value: 'pro' } },
      },
    ])
  })

  it('may be unfinished: what is wrong is listed, not refused', async () => {
    const made = await createJourney(ctx, { ...winBack(), nodes: [], paths: [] })
    expect(made.problems.length).toBeGreaterThan(0)
    expect(made.problems[0]?.detail).toMatch(/\S \S/)
  })

  it('is refused whole when keys repeat or a path leads nowhere', async () => {
    const document = winBack()
    const broken = {
      ...document,
      nodes: [...document.nodes, ...document.nodes.slice(0, 1)],
      paths: [{ source: 'trigger', outlet: 'next', target: 'gone' }],
    }
    const error = await refusal(createJourney(ctx, broken))
    expect(error.more.errors?.map(({ pointer }) => pointer)).toEqual([`/nodes/${document.nodes.length}/key`, '/paths/0/target'])
  })

  it('takes one of two edits of the same reading; the other is told the current etag', async () => {
    const id = Number(await ready())
    const { etag } = await getJourney(ctx, id)
    const edits = await Promise.allSettled(['One', 'Two'].map((name) => putDraft(ctx, id, etag, { ...winBack(), name })))
    const refused = edits.flatMap((edit) => (edit.status === 'rejected' ? [edit.reason] : []))
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({ code: 'stale_draft', more: { extra: { etag: '2' } } })
  })

  it('is read as one: the graph is the one its etag names, while others write', async () => {
    const id = Number(await ready())
    const graphs = [winBack(), { ...winBack(), nodes: winBack().nodes.slice(0, 1), paths: [] }]
    let reading = true
    const writing = (async () => {
      for (let i = 0; reading; i++) await putDraft(ctx, id, '*', graphs[i % 2] ?? winBack())
    })()
    const seen = []
    for (let i = 0; i < 30; i++) seen.push(await getJourney(ctx, id))
    reading = false
    await writing
    for (const { nodes, paths } of seen)
      expect([nodes.length, paths.length]).toEqual(nodes.length === 1 ? [1, 0] : [winBack().nodes.length, winBack().paths.length])
  })

  it('gives several paths of one outlet an order', async () => {
    const document = winBack()
    const path = { source: 'trigger', outlet: 'next', target: 'exit' }
    const { id, paths } = await createJourney(ctx, { ...document, paths: [...document.paths, path] })
    expect(paths.at(-1)).toEqual({ ...path, index: 1 })
    expect(await exportDocument(ctx, Number(id))).toMatchObject({ paths })
  })

  it('can be edited node by node and path by path, each edit with its own etag', async () => {
    const id = Number(await ready())
    const node = { key: 'wait', kind: 'rule.delay' as const, name: '', settings: { duration: { hours: 1 } }, position: { x: 1, y: 2 } }
    const added = await addNode(ctx, id, '1', node)
    expect(await codeOf(addNode(ctx, id, added.etag, node))).toBe('node_key')
    const drawn = await addPath(ctx, id, added.etag, { source: 'wait', outlet: 'next', target: 'exit' })
    expect(drawn.path.id).toBe('wait:next:0')
    const renamed = await patchNode(ctx, id, drawn.etag, 'wait', { name: 'A while' })
    expect(renamed.node).toEqual({ ...node, name: 'A while' })
    expect(await codeOf(removePath(ctx, id, drawn.etag, drawn.path.id))).toBe('stale_draft')
    await removeNode(ctx, id, renamed.etag, 'wait')
    expect((await listPaths(ctx, id)).map((path) => path.source)).not.toContain('wait')
  })
})

describe('publishing', () => {
  it('makes an immutable version, starts the journey, raises the epoch and says who did it', async () => {
    const before = await epoch()
    const id = await published()
    const after = await getJourney(ctx, id)
    expect(after).toMatchObject({ status: 'ONGOING', version: 1, hasUnpublishedChanges: false })
    expect(await epoch()).toBe(before + 1)
    const { rows } = await pool().query('select epoch, workspace_id from journey where id = $1', [id])
    expect(rows).toEqual([{ epoch: before + 1, workspace_id: ctx.workspaceId }])
    await putDraft(ctx, id, after.etag, { ...winBack(), nodes: [], paths: [] })
    expect((await getVersion(ctx, id, 1)).nodes).toEqual(after.nodes)
    expect((await getJourney(ctx, id)).hasUnpublishedChanges).toBe(true)
    const audit = await pool().query('select action from audit_log where subject = $1 order by id', [`journey:${id}`])
    expect(audit.rows.map(({ action }) => action)).toEqual(['journey.create', 'journey.publish', 'journey.edit'])
  })

  it('is refused while a problem stands, each with its place and a sentence', async () => {
    const document = winBack()
    const nodes = document.nodes.map((node) => (node.key === 'trigger' ? { ...node, settings: {} } : node))
    const { id } = await createJourney(ctx, { ...document, nodes })
    const error = await refusal(publishJourney(ctx, Number(id)))
    expect(error).toMatchObject({ refusal: 'unprocessable', code: 'problems' })
    expect(error.more.errors).toContainEqual(expect.objectContaining({ pointer: '/nodes/0/settings/event' }))
    expect((await getJourney(ctx, Number(id))).version).toBeNull()
  })

  it('of two at once succeeds once', async () => {
    const id = Number(await ready())
    const both = await Promise.allSettled([publishJourney(ctx, id), publishJourney(ctx, id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await listVersions(ctx, id)).toHaveLength(1)
    expect(await codeOf(publishJourney(ctx, id))).toBe('already_published')
  })

  it('publishes what its caller saw, or not at all', async () => {
    const id = Number(await ready())
    await updateJourney(ctx, id, '1', { name: 'Renamed' })
    expect(await codeOf(publishJourney(ctx, id, '1'))).toBe('stale_draft')
  })

  it('is not needed for name and settings: they act at once, and workers are told', async () => {
    const id = await published()
    const before = await epoch()
    const changed = await updateJourney(ctx, id, '1', { settings: { repeatTimes: 3 } })
    expect(changed).toMatchObject({ settings: { repeatTimes: 3, reentry: { mode: 'once_at_a_time' } }, hasUnpublishedChanges: false })
    expect(await epoch()).toBe(before + 1)
  })
})

describe('the life of a journey', () => {
  it('pauses, resumes and ends, each noticed by workers; what is not possible is a 409 with a sentence', async () => {
    const id = await published()
    const before = await epoch()
    expect((await pauseJourney(ctx, id)).status).toBe('PAUSED')
    expect(await codeOf(pauseJourney(ctx, id))).toBe('journey_already')
    expect((await resumeJourney(ctx, id)).status).toBe('ONGOING')
    expect(await codeOf(removeJourney(ctx, id))).toBe('journey_live')
    expect((await endJourney(ctx, id, { members: 'cancel' })).status).toBe('ENDED')
    expect(await codeOf(publishJourney(ctx, id))).toBe('journey_ended')
    expect(await epoch()).toBe(before + 3)
  })

  it('ends in deletion by an owner once it is over, by an editor only as a draft', async () => {
    const id = await published()
    await endJourney(ctx, id, { members: 'drain' })
    expect((await refusal(removeJourney({ ...ctx, role: 'editor' }, id))).refusal).toBe('forbidden')
    await removeJourney(ctx, id)
    expect(await codeOf(getJourney(ctx, id))).toBe('journey')
    const draft = Number(await ready())
    await removeJourney({ ...ctx, role: 'editor' }, draft)
    expect(await codeOf(getJourney(ctx, draft))).toBe('journey')
  })

  it('can be copied in every status, as a draft', async () => {
    const id = await published()
    const copy = await duplicateJourney(ctx, id)
    expect(copy).toMatchObject({ name: 'Copy of Win back', status: 'DRAFT', version: null })
    expect(copy.nodes).toEqual((await getJourney(ctx, id)).nodes)
  })
})

describe('who may', () => {
  it('a viewer reads and changes nothing', async () => {
    const id = await published()
    expect((await getJourney(viewer, id)).name).toBe('Win back')
    const attempts = [
      () => createJourney(viewer, winBack()),
      () => putDraft(viewer, id, '*', winBack()),
      () => publishJourney(viewer, id),
      () => pauseJourney(viewer, id),
      () => removeJourney(viewer, id),
    ]
    for (const attempt of attempts) expect((await refusal(attempt())).refusal).toBe('forbidden')
  })

  it('another workspace finds nothing', async () => {
    const id = await published()
    const attempts = [
      () => getJourney(stranger, id),
      () => putDraft(stranger, id, '*', winBack()),
      () => publishJourney(stranger, id),
      () => pauseJourney(stranger, id),
      () => resumeJourney(stranger, id),
      () => endJourney(stranger, id, { members: 'cancel' }),
      () => removeJourney(stranger, id),
      () => duplicateJourney(stranger, id),
      () => listVersions(stranger, id),
      () => getVersion(stranger, id, 1),
    ]
    for (const attempt of attempts) expect((await refusal(attempt())).refusal).toBe('notFound')
    expect((await getJourney(ctx, id)).status).toBe('ONGOING')
  })
})

describe('the list', () => {
  let here: Ctx
  const ask = async (query: Record<string, unknown> = {}) => listJourneys(here, journeyListQuerySchema.parse(query))
  const names = async (query: Record<string, unknown> = {}) => (await ask(query)).data.map(({ name }) => name)

  beforeAll(async () => {
    here = { ...ctx, workspaceId: (await makeWorkspace({ timeZone: 'America/New_York' })).id }
    for (const name of ['Cart 50%', 'Birthday', 'apology']) await createJourney(here, { ...winBack(), name })
    await createJourney(here, { ...journey('trigger(Signed Up) → email welcome → exit'), name: 'Onboarding' })
    const id = Number((await ask({ q: 'Birthday' })).data[0]?.id)
    await pool().query(
      `insert into engine.journey_report (workspace_id, journey_id, bucket, shard, triggered, ended, canceled, errored)
       values ($1, $2, date_trunc('day', now(), 'America/New_York') + interval '5 minutes', 1, 3, 1, 0, 0),
              ($1, $2, date_trunc('day', now(), 'America/New_York') + interval '5 minutes', 2, 4, 1, 1, 1),
              ($1, $2, date_trunc('day', now(), 'America/New_York') - interval '5 minutes', 1, 2, 0, 0, 0)`,
      [here.workspaceId, id],
    )
  })

  it('counts every journey in one go, and by day in the zone of the workspace', async () => {
    const [birthday] = (await ask({ q: 'birthday' })).data
    expect(birthday).toMatchObject({ triggered: 9, ended: 2, error: 1, inProgress: 5, channels: ['email'], status: 'DRAFT' })
    expect(birthday?.perDay).toHaveLength(30)
    expect(birthday?.perDay.slice(-3)).toEqual([0, 2, 7])
    expect(birthday?.trigger?.key).toMatch(/^nodes\./)
    expect(await countJourneys(here)).toEqual({ DRAFT: 4, ONGOING: 0, PAUSED: 0, ENDED: 0 })
  })

  it('is searched by name, event and template; wildcards mean themselves', async () => {
    expect(await names({ q: '50%' })).toEqual(['Cart 50%'])
    expect(await names({ q: 'signed' })).toEqual(['Onboarding'])
    expect(await names({ q: 'welcome' })).toEqual(['Onboarding'])
    expect(await names({ q: '%' })).toEqual(['Cart 50%'])
    expect(await names({ status: 'PAUSED' })).toEqual([])
  })

  it('is read to the end in every order without missing or repeating one', async () => {
    for (const sort of ['updatedAt', '-updatedAt', 'name', '-name', 'status', '-triggered', 'inProgress', '-createdAt']) {
      const seen: string[] = []
      let cursor: string | null | undefined
      do {
        const page = await ask({ sort, limit: 1, ...(cursor ? { cursor } : {}) })
        seen.push(...page.data.map(({ name }) => name))
        cursor = page.nextCursor
      } while (cursor)
      expect([...seen].sort()).toEqual(['Birthday', 'Cart 50%', 'Onboarding', 'apology'])
      expect(seen).toEqual(await names({ sort }))
    }
    expect(await names({ sort: 'name' })).toEqual(['apology', 'Birthday', 'Cart 50%', 'Onboarding'])
    expect((await names({ sort: '-triggered' }))[0]).toBe('Birthday')
  })

  it('refuses a cursor of another list', async () => {
    const { nextCursor } = await ask({ limit: 1 })
    expect(await codeOf(ask({ limit: 1, cursor: nextCursor, status: 'DRAFT' }))).toBe('cursor_changed')
    expect(await codeOf(ask({ cursor: 'nonsense' }))).toBe('cursor')
  })
})
