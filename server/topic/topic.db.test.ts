import { beforeEach, describe, expect, test } from 'vitest'
import { PATCH } from '#app/api/v1/topics/[id]/route.ts'
import { GET, POST } from '#app/api/v1/topics/route.ts'
import { createJourney } from '#server/journey/create.ts'
import { updateWorkspace } from '#server/workspace/update.ts'
import { type Caller, call } from '#tests/support/api.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeKey, makeWorkspace } from '#tests/support/workspace.ts'

let workspaceId: number
let key: Caller
beforeEach(async () => {
  workspaceId = (await makeWorkspace()).id
  key = { key: (await makeKey(workspaceId, 'server')).key }
})
const ctx = () => ({ workspaceId, role: 'owner' as const, actor: { kind: 'system' as const }, requestId: 'test' })
const list = async () => (await call(GET, 'GET', key)).body
const create = (body: object) => call(POST, 'POST', key, { body })
const change = (id: string, body: object) => call(PATCH, 'PATCH', key, { params: { id }, body })

/** A journey that mails about a topic. */
async function mailsAbout(topic: string): Promise<void> {
  const document = journey('trigger(Go) → email hello → exit')
  const nodes = document.nodes.map((node) => (node.kind === 'action.email' ? { ...node, settings: { ...node.settings, topic } } : node))
  await createJourney(ctx(), { ...document, nodes })
}

describe('topics', () => {
  test('are listed by name, archived ones last, with how many journeys are about them', async () => {
    await mailsAbout('news')
    const { body: news } = await create({ key: 'news', name: 'Product news', description: 'Once a month.' })
    await create({ key: 'offers', name: 'Offers' })
    await change(news.id, { isArchived: true })
    expect((await list()).data).toMatchObject([
      { key: 'offers', journeys: 0, archivedAt: null },
      { key: 'news', name: 'Product news', description: 'Once a month.', journeys: 1, archivedAt: expect.any(String) },
    ])
    await change(news.id, { isArchived: false })
    expect((await list()).data.map((topic: { key: string }) => topic.key)).toEqual(['offers', 'news'])
  })

  test('are renamed; the key stays', async () => {
    const { body } = await create({ key: 'news', name: 'News' })
    expect(await change(body.id, { name: ' Letters ' })).toMatchObject({ status: 200, body: { key: 'news', name: 'Letters' } })
    expect((await change(body.id, { key: 'letters' })).status).toBe(400)
    expect((await change(body.id, { name: '' })).body.errors).toMatchObject([{ pointer: '/name' }])
  })

  test('have keys of their own', async () => {
    await create({ key: 'news', name: 'News' })
    expect(await create({ key: 'news', name: 'Other' })).toMatchObject({
      status: 409,
      body: { code: 'topic_key_taken', errors: [{ pointer: '/key' }] },
    })
    expect((await change('2000000000', { name: 'x' })).status).toBe(404)
  })

  test('that journeys and caps name without their being listed are told', async () => {
    await mailsAbout('letters')
    await updateWorkspace(ctx(), { settings: { frequencyCaps: [{ channel: null, topic: 'offers', messages: 1, per: { days: 1 } }] } })
    expect((await list()).unlisted).toEqual(['letters', 'offers'])
    await create({ key: 'offers', name: 'Offers' })
    expect((await list()).unlisted).toEqual(['letters'])
  })
})
