import { decode } from 'next-auth/jwt'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contextOfKey } from '#server/api/keys.ts'
import { endSession, operatorOfToken } from '#server/auth/currentOperator.ts'
import { hashPassword } from '#server/auth/password.ts'
import { derivedSecret } from '#server/auth/secret.ts'
import { signIn } from '#server/auth/signIn.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { AppError } from '#server/errors.ts'
import { signedIn } from '#tests/support/api.ts'
import { makeOperator, makeWorkspace } from '#tests/support/workspace.ts'
import { acceptInvitation } from './acceptInvitation.ts'
import { bootstrap } from './bootstrap.ts'
import { changeRole } from './changeRole.ts'
import { contextOf } from './contextOf.ts'
import { createWorkspace } from './create.ts'
import { createKey } from './createKey.ts'
import { getWorkspace } from './get.ts'
import { invitePerson } from './invitePerson.ts'
import { readLink } from './link.ts'
import { listAudit } from './listAudit.ts'
import { listKeys } from './listKeys.ts'
import { listPeople } from './listPeople.ts'
import { me } from './me.ts'
import { removePerson } from './removePerson.ts'
import { revokeKey } from './revokeKey.ts'
import { setUp } from './setUp.ts'
import { updateWorkspace } from './update.ts'

async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof AppError) return error
  throw error ?? new Error('nothing was refused')
}
const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code
const tokenOf = (url: string | null) => new URL(url ?? '').searchParams.get('token') ?? ''
const person = { name: 'Ada', email: 'ada@example.com', password: 'a long enough password' }

describe('the first run', () => {
  let links: string[]

  beforeAll(async () => {
    const [first, again] = [await bootstrap(), await bootstrap()]
    expect([first.created, again.created]).toEqual([true, false])
    links = [first, again].map(({ setupUrl }) => tokenOf(setupUrl))
  })

  it('makes the workspaces default and demo, once, also when two processes start together', async () => {
    await Promise.all([bootstrap(), bootstrap()]).then((both) => links.push(...both.map(({ setupUrl }) => tokenOf(setupUrl))))
    const { rows } = await pool().query('select slug, is_demo from workspace order by id')
    expect(rows).toEqual([
      { slug: 'default', is_demo: false },
      { slug: 'demo', is_demo: true },
    ])
  })

  it('opens by the link printed last, to the first who uses it, and never again', async () => {
    const living = await Promise.all(links.map(async (token) => ((await readLink(token)) ? [token] : [])))
    const [token = '', ...others] = living.flat()
    expect(others).toEqual([])
    expect(await codeOf(setUp({ ...person, token: links[0] ?? '' }))).toBe('link')
    const both = await Promise.allSettled([setUp({ ...person, token }), setUp({ ...person, email: 'eve@example.com', token })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await prisma().operator.count()).toBe(1)
    expect(await codeOf(setUp({ ...person, email: 'late@example.com', token }))).toBe('link')
    expect((await bootstrap()).setupUrl).toBeNull()
    const operator = await prisma().operator.findFirstOrThrow()
    const { workspaces } = await me(operator)
    expect(workspaces.map(({ slug, role }) => [slug, role])).toEqual([
      ['default', 'owner'],
      ['demo', 'owner'],
    ])
  })
})

describe('signing in', () => {
  beforeAll(async () => {
    await prisma().operator.create({
      data: { email: 'bob@example.com', name: 'Bob', passwordHash: await hashPassword('correct password') },
    })
  })
  beforeEach(async () => {
    await pool().query('delete from sign_in_attempt')
  })
  const attempt = (email: string, password: string, address = '192.0.2.1') => signIn({ email, password }, address)

  it('takes the right password, whatever the case of the address, and nothing else', async () => {
    expect(await attempt(' Bob@Example.com', 'correct password')).toMatchObject({ email: 'bob@example.com', name: 'Bob' })
    expect(await attempt('bob@example.com', 'wrong password')).toBeNull()
    expect(await attempt('nobody@example.com', 'correct password')).toBeNull()
    expect(await signIn({ email: { $ne: null }, password: 'x' }, '192.0.2.1')).toBeNull()
  })

  it('is slowed down per account, with a right password too, and forgets once the window has passed', async () => {
    for (let i = 0; i < 10; i++) expect(await attempt('bob@example.com', 'guess', `192.0.2.${i}`)).toBeNull()
    const error = await refusal(attempt('bob@example.com', 'correct password', '198.51.100.1'))
    expect(error).toMatchObject({ refusal: 'tooMany', more: { retryAfterSeconds: 900 } })
    expect(await attempt('nobody@example.com', 'x', '198.51.100.1')).toBeNull()
    await pool().query(`update sign_in_attempt set at = at - interval '16 minutes'`)
    expect(await attempt('bob@example.com', 'correct password')).not.toBeNull()
  })

  it('is slowed down per address, whichever accounts are tried', async () => {
    await pool().query(`insert into sign_in_attempt (subject) select 'ip:192.0.2.9' from generate_series(1, 50)`)
    expect(await codeOf(attempt('bob@example.com', 'correct password', '192.0.2.9'))).toBe('sign_in_throttled')
    expect(await attempt('bob@example.com', 'correct password', '192.0.2.8')).not.toBeNull()
  })

  it('ends for one session by signing out, for every copy of its cookie', async () => {
    const workspace = await makeWorkspace()
    const [one, other] = [await signedIn(workspace.id, 'editor'), await signedIn(workspace.id, 'editor')]
    const tokenIn = (cookie: string) => cookie.slice(cookie.indexOf('=') + 1)
    await endSession(await decode({ token: tokenIn(one.cookie), secret: derivedSecret('session') }))
    expect(await operatorOfToken(tokenIn(one.cookie))).toBeNull()
    expect(await operatorOfToken(tokenIn(other.cookie))).not.toBeNull()
  })

  it('lasts until the account ends its sessions', async () => {
    const { operator, cookie } = await signedIn((await makeWorkspace()).id, 'editor')
    const token = cookie.slice(cookie.indexOf('=') + 1)
    expect((await operatorOfToken(token))?.id).toBe(operator.id)
    expect(await operatorOfToken(`${token.slice(0, -2)}xx`)).toBeNull()
    await prisma().operator.update({ where: { id: operator.id }, data: { sessionVersion: { increment: 1 } } })
    expect(await operatorOfToken(token)).toBeNull()
  })
})

describe('a workspace', () => {
  let workspace: { id: number; slug: string }
  let owner: Ctx
  let admin: Ctx
  const as = (role: Ctx['role'], id: number): Ctx => ({
    workspaceId: workspace.id,
    role,
    actor: { kind: 'operator', id },
    requestId: 'test',
  })

  beforeEach(async () => {
    workspace = await makeWorkspace()
    owner = as('owner', (await makeOperator(workspace.id, 'owner')).id)
    admin = as('admin', (await makeOperator(workspace.id, 'admin')).id)
  })
  const idOf = (ctx: Ctx) => (ctx.actor.kind === 'operator' ? ctx.actor.id : 0)

  it('belongs to whoever makes it; its address is its own', async () => {
    const operator = await prisma().operator.findUniqueOrThrow({ where: { id: idOf(owner) } })
    const made = await createWorkspace(operator, { name: 'Fennel & Öak!', timeZone: 'Asia/Tokyo' })
    expect(made).toMatchObject({ slug: 'fennel-oak', timeZone: 'Asia/Tokyo', isDemo: false, settings: { historyAfterHours: 24 } })
    expect((await contextOf(operator.id, 'fennel-oak', 'test')).ctx.role).toBe('owner')
    expect(await codeOf(createWorkspace(operator, { name: 'x', slug: 'fennel-oak', timeZone: 'UTC' }))).toBe('slug_taken')
    expect((await createWorkspace(operator, { name: 'Fennel & Öak!', timeZone: 'UTC' })).slug).toMatch(/^fennel-oak-[0-9a-f]{6}$/)
    expect(await codeOf(contextOf(idOf(admin), 'fennel-oak', 'test'))).toBe('workspace')
  })

  it('keeps what a change leaves out, and tells workers', async () => {
    const epoch = async () => (await pool().query<{ epoch: number }>('select epoch from engine.catalog')).rows[0]?.epoch ?? 0
    const before = await epoch()
    await updateWorkspace(admin, { settings: { sender: { name: 'Shop', email: 'shop@example.com' } } })
    await updateWorkspace(admin, { name: 'Renamed', settings: { historyAfterHours: 48 } })
    expect(await getWorkspace(owner)).toMatchObject({
      name: 'Renamed',
      settings: { historyAfterHours: 48, sender: { name: 'Shop' }, currency: 'USD' },
    })
    expect(await epoch()).toBe(before + 2)
    expect((await refusal(updateWorkspace({ ...admin, role: 'editor' }, { name: 'x' }))).refusal).toBe('forbidden')
  })

  it('shows a key once, keeps its hash, and refuses it from its revocation on', async () => {
    const { key, id, prefix } = await createKey(admin, { name: 'Server', scope: 'server' })
    expect(key).toMatch(/^sjs_[\w-]{32}$/)
    const { rows } = await pool().query('select * from api_key where id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain(key)
    expect(await listKeys(admin)).toEqual([expect.objectContaining({ id, prefix, scope: 'server' })])
    expect(await contextOfKey(key, 'test')).toMatchObject({
      workspaceId: workspace.id,
      role: 'editor',
      actor: { kind: 'key', id: Number(id) },
    })
    expect(await codeOf(revokeKey({ ...admin, workspaceId: workspace.id + 1 }, Number(id)))).toBe('key')
    await revokeKey(admin, Number(id))
    expect((await refusal(contextOfKey(key, 'test'))).refusal).toBe('unauthenticated')
    expect((await refusal(createKey({ ...admin, role: 'editor' }, { name: 'x', scope: 'write' }))).refusal).toBe('forbidden')
  })

  it('takes in whoever follows an invitation, once, with the role it names', async () => {
    const { url } = await invitePerson(admin, { email: 'new@example.com', role: 'viewer' })
    const token = tokenOf(url)
    expect(await readLink(token)).toMatchObject({ purpose: 'invite', email: 'new@example.com', role: 'viewer', hasAccount: false })
    const both = await Promise.allSettled(
      [1, 2].map(() => acceptInvitation(null, { token, name: 'New', password: 'a long enough password' })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await signIn({ email: 'new@example.com', password: 'a long enough password' }, '192.0.2.200')).not.toBeNull()
    expect((await listPeople(admin)).find(({ email }) => email === 'new@example.com')?.role).toBe('viewer')
    expect(await codeOf(invitePerson(admin, { email: 'new@example.com', role: 'editor' }))).toBe('already_member')
  })

  it('takes in somebody with an account only as themselves', async () => {
    const other = await makeOperator((await makeWorkspace()).id)
    const { url } = await invitePerson(admin, { email: other.email, role: 'editor' })
    expect(await codeOf(acceptInvitation(null, { token: tokenOf(url), name: 'x', password: 'a long enough password' }))).toBe('session')
    const operator = await prisma().operator.findUniqueOrThrow({ where: { id: other.id } })
    await acceptInvitation(operator, { token: tokenOf(url) })
    expect((await contextOf(other.id, workspace.slug, 'test')).ctx.role).toBe('editor')
  })

  it('replaces an invitation by the next one to the same person', async () => {
    const first = await invitePerson(admin, { email: 'twice@example.com', role: 'viewer' })
    await invitePerson(admin, { email: 'twice@example.com', role: 'editor' })
    expect(await readLink(tokenOf(first.url))).toBeNull()
  })

  it('never hands out or touches a role above the caller', async () => {
    expect((await refusal(invitePerson(admin, { email: 'x@example.com', role: 'owner' }))).refusal).toBe('forbidden')
    expect((await refusal(changeRole(admin, idOf(admin), 'owner'))).refusal).toBe('forbidden')
    expect((await refusal(changeRole(admin, idOf(owner), 'viewer'))).refusal).toBe('forbidden')
    expect((await refusal(removePerson(admin, idOf(owner)))).refusal).toBe('forbidden')
    expect(await codeOf(changeRole(owner, 999_999, 'viewer'))).toBe('person')
  })

  it('always keeps an owner, also when two leave at once', async () => {
    expect(await codeOf(removePerson(owner, idOf(owner)))).toBe('last_owner')
    expect(await codeOf(changeRole(owner, idOf(owner), 'editor'))).toBe('last_owner')
    await changeRole(owner, idOf(admin), 'owner')
    const second: Ctx = { ...admin, role: 'owner' }
    const both = await Promise.allSettled([removePerson(owner, idOf(owner)), removePerson(second, idOf(second))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await listPeople(second)).filter(({ role }) => role === 'owner')).toHaveLength(1)
  })

  it('lets anybody leave', async () => {
    const viewer = as('viewer', (await makeOperator(workspace.id, 'viewer')).id)
    await removePerson(viewer, idOf(viewer))
    expect(await codeOf(contextOf(idOf(viewer), workspace.slug, 'test'))).toBe('workspace')
  })

  it('remembers who did what, page by page', async () => {
    await createKey(admin, { name: 'One', scope: 'write' })
    await createKey(admin, { name: 'Two', scope: 'write' })
    const first = await listAudit(owner, { limit: 1 })
    expect(first.data[0]).toMatchObject({
      action: 'key.create',
      actor: { kind: 'operator', id: String(idOf(admin)) },
      details: { name: 'Two' },
    })
    const second = await listAudit(owner, { limit: 1, cursor: first.nextCursor ?? '' })
    expect(second.data[0]?.details).toMatchObject({ name: 'One' })
    expect((await listAudit({ ...owner, workspaceId: workspace.id + 1 }, { limit: 10 })).data).toEqual([])
  })
})
