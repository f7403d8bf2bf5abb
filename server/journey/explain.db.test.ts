import { beforeAll, describe, expect, test } from 'vitest'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { journey } from '#tests/support/drawing.ts'
import { happen, makeTicker, publish, setStatus, settle } from '#tests/support/engine.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { explainJourney } from './explain.ts'

const ticker = makeTicker()
let ctx: Ctx
let id: number

beforeAll(async () => {
  const workspace = await makeWorkspace()
  ctx = { workspaceId: workspace.id, role: 'viewer', actor: { kind: 'system' }, requestId: 'test' }
  const drawing =
    'trigger(Order Completed where revenue gte 20) → condition(plan equals vip: yes→email hello → delay 1d → exit, no→exit Not a VIP)'
  id = (await publish(workspace.id, journey(drawing))).id
  await pool().query('update journey set published_at = now() where id = $1', [id])
})

const explain = (userId: string, who = ctx) => explainJourney(who, id, { userId })
async function member(userId: string, attributes: object, ...revenues: number[]): Promise<void> {
  const made = await makeMember(ctx.workspaceId, userId, { ...attributes })
  for (const revenue of revenues) {
    await happen(ctx.workspaceId, made, 'Order Completed', { properties: { revenue } })
    await settle(ticker)
  }
}

describe('why', () => {
  test('a member entered, what each visit saw, and what became of the message', async () => {
    await member('jane', { plan: 'vip' }, 42)
    const { triggers, passages, messages, eligibility } = await explain('jane')
    expect(triggers).toMatchObject([
      { nodeKey: 'trigger', listensTo: 'Order Completed', events: [{ fate: 'entered', progressId: passages[0]?.id }] },
    ])
    expect(triggers[0]?.events[0]?.saw).toMatchObject([{ subject: 'revenue', operator: 'gte', expected: 20, actual: 42, held: true }])
    expect(passages[0]?.visits.map(({ nodeKey, outlet }) => [nodeKey, outlet])).toEqual([
      ['trigger', 'next'],
      ['condition', 'yes'],
      ['email', 'next'],
      ['delay', null],
    ])
    expect(passages[0]?.visits[1]?.saw).toMatchObject([{ subject: 'plan', expected: 'vip', actual: 'vip', held: true }])
    expect(messages).toMatchObject([{ progressId: passages[0]?.id, nodeKey: 'email', status: 'pending', events: expect.any(Array) }])
    expect(eligibility).toMatchObject({
      enters: false,
      because: 'already_inside',
      saw: [{ subject: 'open_passages', actual: 1, held: false }],
    })
  })

  test('a member did not enter: the filter with what it compared', async () => {
    await member('joe', {}, 12)
    const { triggers, passages, eligibility, refusals } = await explain('joe')
    expect(triggers[0]?.events).toMatchObject([{ fate: 'unmatched', progressId: null, saw: [{ expected: 20, actual: 12, held: false }] }])
    expect([passages, refusals]).toEqual([[], []])
    expect(eligibility).toMatchObject({ enters: true, because: null })
  })

  test('a member was refused: by which rule, at which event', async () => {
    await member('jim', { plan: 'vip' }, 30, 31)
    const { triggers, refusals } = await explain('jim')
    const refused = { because: 'already_inside', event: { name: 'Order Completed', properties: { revenue: 31 } } }
    expect(refusals).toMatchObject([{ nodeKey: 'trigger', ...refused }])
    expect(triggers[0]?.events).toMatchObject([{ fate: 'refused', ...refused }, { fate: 'entered' }])
  })

  test('an event came too early, or while the journey was paused', async () => {
    await setStatus(id, 'PAUSED')
    await member('pat', {}, 50)
    expect(await explain('pat')).toMatchObject({ triggers: [{ events: [{ fate: 'not_then' }] }], eligibility: { because: 'not_ongoing' } })
    await setStatus(id, 'ONGOING')
    await pool().query(`update journey set published_at = now() + interval '1 minute' where id = $1`, [id])
    expect((await explain('pat')).triggers[0]?.events).toMatchObject([{ fate: 'before_publish' }])
  })

  test('nobody hears about members or journeys of other workspaces', async () => {
    const stranger = { ...ctx, workspaceId: (await makeWorkspace()).id }
    await expect(explain('jane', stranger)).rejects.toMatchObject({ refusal: 'notFound' })
    await expect(explain('nobody')).rejects.toMatchObject({ code: 'member_not_found' })
  })

  test('a count among the trigger asks for history, and the answer shows it', async () => {
    const document = journey('trigger(Visited) → exit')
    const [trigger] = document.nodes
    const counted = { ...document, nodes: [{ ...trigger, settings: { event: 'Visited', count: { gte: 3 } } }, ...document.nodes.slice(1)] }
    const other = await publish(ctx.workspaceId, journeyOf(counted))
    const made = await makeMember(ctx.workspaceId, 'ann')
    for (let i = 0; i < 2; i++) await happen(ctx.workspaceId, made, 'Visited')
    await settle(ticker)
    const { triggers } = await explainJourney(ctx, other.id, { userId: 'ann' })
    expect(triggers[0]?.events[0]?.saw).toMatchObject([{ subject: 'Visited', of: 'event', expected: 3, actual: 2, held: false }])
  })
})

const journeyOf = (document: unknown) => journeyDocumentSchema.parse(document)
