import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#server/context.ts'
import { seal, unseal } from '#server/crypto/box.ts'
import { pool } from '#server/db/pg.ts'
import { type SmtpSink, startSmtp } from '#tests/support/smtp.ts'
import { makeWorkspace } from '#tests/support/workspace.ts'
import { listProviders } from './list.ts'
import { removeProvider } from './remove.ts'
import { changeProvider, createProvider } from './save.ts'
import { testProvider } from './test.ts'

let smtp: SmtpSink
let ctx: Ctx
let foreign: Ctx
beforeAll(async () => {
  smtp = await startSmtp({ script: { login: { user: 'me', password: 'right' } } })
  const of = async (): Promise<Ctx> => ({
    workspaceId: (await makeWorkspace()).id,
    role: 'admin',
    actor: { kind: 'system' },
    requestId: 't',
  })
  ctx = await of()
  foreign = await of()
})
afterAll(() => smtp.close())
const account = (password: string) => ({
  kind: 'smtp' as const,
  name: 'Office',
  settings: { host: '127.0.0.1', port: smtp.port, security: 'none' as const, user: 'me' },
  password,
})

describe('a sealed secret', () => {
  it('opens for the row it was sealed for and for no other', () => {
    const box = seal('pässword', 'provider:1')
    expect(box).not.toContain('pässword')
    expect(unseal(box, 'provider:1')).toBe('pässword')
    expect(unseal(box, 'provider:2')).toBeNull()
    expect(unseal(`${box.slice(0, -2)}AA`, 'provider:1')).toBeNull()
    expect(unseal('garbage', 'provider:1')).toBeNull()
    expect(seal('pässword', 'provider:1')).not.toBe(box)
  })
})

describe('providers', () => {
  it('never show a password again, in the answer, the row or the audit log', async () => {
    const made = await createProvider(ctx, account('hush-hush'))
    expect(made).toMatchObject({ hasPassword: true, isDefault: true })
    const { rows } = await pool().query(
      'select (select json_agg(p) from provider p)::text || (select json_agg(a) from audit_log a)::text as everything',
    )
    expect(JSON.stringify(made) + rows[0].everything).not.toContain('hush-hush')
  })

  it('are tested by signing in, and remember what was wrong until it works', async () => {
    const { id } = await createProvider(ctx, account('wrong'))
    expect(await testProvider(ctx, Number(id))).toMatchObject({ works: false, detail: expect.stringContaining('535') })
    expect((await listProviders(ctx)).data[0]).toMatchObject({ id, lastError: expect.stringContaining('535') })
    await changeProvider(ctx, Number(id), { password: 'right' })
    expect(await testProvider(ctx, Number(id))).toEqual({ works: true, detail: null })
    expect((await listProviders(ctx)).data[0]).toMatchObject({ id, lastError: null })
  })

  it('are one in use at a time, the last made or chosen', async () => {
    const first = await createProvider(foreign, account('a'))
    const second = await createProvider(foreign, { kind: 'sandbox', name: 'Sandbox' })
    expect(await listProviders(foreign)).toMatchObject({ inUse: second.id })
    await changeProvider(foreign, Number(first.id), { isDefault: true })
    expect(await listProviders(foreign)).toMatchObject({ inUse: first.id, data: [{ isDefault: true }, { isDefault: false }] })
    await removeProvider(foreign, Number(first.id))
    await removeProvider(foreign, Number(second.id))
    expect(await listProviders(foreign)).toEqual({ data: [], inUse: 'sandbox' })
  })

  it('are nobody else’s, and an administrator’s matter', async () => {
    const { id } = await createProvider(ctx, account('x'))
    for (const act of [testProvider, removeProvider]) await expect(act(foreign, Number(id))).rejects.toMatchObject({ refusal: 'notFound' })
    await expect(changeProvider(foreign, Number(id), { name: 'Mine' })).rejects.toMatchObject({ refusal: 'notFound' })
    await expect(listProviders({ ...ctx, role: 'editor' })).rejects.toMatchObject({ refusal: 'forbidden' })
  })
})
