import { beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { getTemplate, listTemplateVersions } from './get.ts'
import { listTemplates } from './list.ts'
import { previewTemplate } from './preview.ts'
import { removeTemplate } from './remove.ts'
import { createTemplate, saveTemplate } from './save.ts'

let ctx: Ctx
let foreign: Ctx
const content = { name: 'Hello', subject: 'Hi', preheader: '', format: 'html' as const, body: '<p>Hi {{ member.first_name }}</p>' }
const epoch = async () => (await pool().query('select epoch from engine.catalog')).rows[0].epoch as number

beforeAll(async () => {
  const of = async (role: Ctx['role']): Promise<Ctx> => ({
    workspaceId: (await makeWorkspace()).id,
    role,
    actor: { kind: 'system' },
    requestId: 't',
  })
  ctx = await of('editor')
  foreign = await of('owner')
})

describe('templates', () => {
  it('keep every save as a version, of which the last is sent, and tell the workers', async () => {
    const before = await epoch()
    await createTemplate(ctx, { ...content, key: 'hello' })
    const saved = await saveTemplate(ctx, 'hello', { ...content, subject: 'Hi again' })
    expect(saved).toMatchObject({ key: 'hello', version: 2, subject: 'Hi again', usedBy: [] })
    expect(await saveTemplate(ctx, 'hello', { ...content, subject: 'Hi again', name: 'Renamed' })).toMatchObject({
      version: 2,
      name: 'Renamed',
    })
    expect((await listTemplateVersions(ctx, 'hello')).map(({ number, subject, isLive }) => [number, subject, isLive])).toEqual([
      [2, 'Hi again', true],
      [1, 'Hi', false],
    ])
    expect(await epoch()).toBeGreaterThan(before)
  })

  it('are refused with field and line when nothing could be sent from them, and nothing is stored', async () => {
    const bad = { ...content, key: 'bad', subject: '{{ x', body: '<p>\n{% if %}</p>' }
    await expect(createTemplate(ctx, bad)).rejects.toMatchObject({
      refusal: 'unprocessable',
      more: { errors: [{ pointer: '/subject' }, { pointer: '/body', detail: expect.stringMatching(/^Line 2, column 6: /) }] },
    })
    await expect(getTemplate(ctx, 'bad')).rejects.toMatchObject({ refusal: 'notFound' })
  })

  it('do not share a key, and free it when they are deleted', async () => {
    await createTemplate(ctx, { ...content, key: 'once' })
    await expect(createTemplate(ctx, { ...content, key: 'once' })).rejects.toMatchObject({ code: 'key_taken' })
    await removeTemplate(ctx, 'once')
    await expect(getTemplate(ctx, 'once')).rejects.toMatchObject({ refusal: 'notFound' })
    expect(await createTemplate(ctx, { ...content, key: 'once', subject: 'New' })).toMatchObject({ version: 2, subject: 'New' })
  })

  it('cannot be deleted while a journey that is going on sends them, and say which', async () => {
    await createTemplate(ctx, { ...content, key: 'busy' })
    const document = { nodes: [{ key: 'mail', kind: 'action.email', settings: { template: 'busy' } }] }
    const { rows } = await pool().query(
      `with j as (insert into journey (workspace_id, name, status, updated_at) values ($1, 'Win back', 'ONGOING', now()) returning id),
       v as (insert into journey_version (workspace_id, journey_id, number, document) select $1, id, 1, $2 from j returning id, journey_id) select * from v`,
      [ctx.workspaceId, JSON.stringify(document)],
    )
    await pool().query('update journey set live_version_id = $1 where id = $2', [rows[0].id, rows[0].journey_id])
    expect(await getTemplate(ctx, 'busy')).toMatchObject({ usedBy: [{ name: 'Win back' }] })
    await expect(removeTemplate(ctx, 'busy')).rejects.toMatchObject({
      code: 'template_in_use',
      message: expect.stringContaining('Win back'),
    })
  })

  it('are found by name, key and subject, page by page', async () => {
    for (let i = 0; i < 5; i++) await createTemplate(ctx, { ...content, key: `page-${i}`, name: `Page ${i}` })
    const first = await listTemplates(ctx, { q: 'page-', limit: 3 })
    const second = await listTemplates(ctx, { q: 'page-', limit: 3, cursor: first.nextCursor ?? '' })
    expect([...first.data, ...second.data].map(({ key }) => key)).toEqual(['page-4', 'page-3', 'page-2', 'page-1', 'page-0'])
    expect(second.nextCursor).toBeNull()
  })

  it('are nobody else’s', async () => {
    await expect(getTemplate(foreign, 'hello')).rejects.toMatchObject({ refusal: 'notFound' })
    await expect(saveTemplate(foreign, 'hello', content)).rejects.toMatchObject({ refusal: 'notFound' })
    await expect(removeTemplate(foreign, 'hello')).rejects.toMatchObject({ refusal: 'notFound' })
    expect((await listTemplates(foreign, {})).data).toEqual([])
    await expect(createTemplate({ ...ctx, role: 'viewer' }, { ...content, key: 'x' })).rejects.toMatchObject({ refusal: 'forbidden' })
  })
})

describe('a preview', () => {
  const ask = {
    subject: 'For {{ member.first_name }}',
    preheader: '',
    format: 'html' as const,
    body: '<p>{{ member.city }} {{ event.total }} {{ evnt.x }}</p>',
  }
  it('has a value for every name of a made-up member, and names what can never have one', async () => {
    const preview = await previewTemplate(ctx, ask)
    expect(preview).toMatchObject({ subject: 'For Jane', errors: [], unknown: ['evnt.x'] })
    expect(preview.html).toContain('Lisbon 86.4')
    expect(preview.html).not.toContain('/t/')
  })
  it('for a member shows theirs, and what they lack', async () => {
    await makeMember(ctx.workspaceId, 'priya', { first_name: 'Priya' })
    const preview = await previewTemplate(ctx, { ...ask, userId: 'priya', event: { total: 7 } })
    expect(preview).toMatchObject({ subject: 'For Priya', unknown: ['evnt.x', 'member.city'] })
    expect(preview.html).toContain('7')
    await expect(previewTemplate(foreign, { ...ask, userId: 'priya' })).rejects.toMatchObject({ refusal: 'notFound' })
  })
  it('says what is wrong instead of failing', async () => {
    expect(await previewTemplate(ctx, { ...ask, body: 'x\n{{ y | nope }}' })).toMatchObject({
      errors: [{ field: 'body', line: 2, column: 1, fatal: true }],
    })
    expect(
      await previewTemplate(ctx, { ...ask, body: '{% for i in (1..99999999) %}{% for j in (1..99999999) %}x{% endfor %}{% endfor %}' }),
    ).toMatchObject({
      errors: [{ fatal: true, detail: expect.stringContaining('limit') }],
    })
  })
})
