import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Role, roles } from '#domain/workspace/settings.ts'
import { methods } from '#server/api/operation.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { createJourney } from '#server/journey/create.ts'
import { publishJourney } from '#server/journey/publish.ts'
import { closeRing } from '#server/queue/ring.ts'
import { type Caller, call, signedIn } from '#tests/support/api.ts'
import { journey } from '#tests/support/drawing.ts'
import { makeKey, makeMember, makeWorkspace } from '#tests/support/workspace.ts'
import { registry } from './registry.ts'

const operations = Object.entries(registry).flatMap(([at, handlers]) =>
  methods.flatMap((method) => {
    const handler = handlers[method]
    return handler?.operation ? [{ name: `${method} ${at}`, at, method, handler, ...handler.operation }] : []
  }),
)
/** Addressed by a name that every workspace may have: what another has under it is not seen, but it is no 404. */
const byName = new Set(['changeUser', 'listEventProperties'])
const inWorkspace = operations.filter(({ access }) => access === 'workspace')

let ours: { id: number; slug: string }
let theirs: { id: number; slug: string }
const callers = new Map<Role, Caller>()
/** For every address with a parameter: something that is there, in the other workspace. */
let foreign: Record<string, Record<string, string>>

const document = journey('trigger(Order Completed) → email hello → exit')
/** A body that is fine, for every operation at such an address that wants one. */
const bodies: Record<string, unknown> = {
  updateJourney: { name: 'Taken over' },
  putDraft: document,
  endJourney: { members: 'cancel' },
  resumeJourney: {},
  duplicateJourney: {},
  addNode: { key: 'new', kind: 'action.exit' },
  initiateJourney: { userId: 'theirs' },
  simulateJourney: { version: 'draft', backtest: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' } },
  actOnJourneyErrors: { act: 'exit', filter: {} },
  chooseExperimentWinner: { arm: 'a' },
  updateNode: { name: 'Taken over' },
  addPath: { source: 'trigger', outlet: 'next', target: 'exit', index: 7 },
  updatePath: { target: 'exit' },
  changeRole: { role: 'viewer' },
  changeProvider: { name: 'Taken over' },
  changeUserPreferences: { consent: [{ channel: 'email', state: 'denied' }] },
  saveTemplate: { name: 'Taken over', subject: 'Hi', format: 'html', body: 'Hi' },
  markSandboxMessage: { read: true },
  updateSegment: { name: 'Taken over', condition: { all: [] } },
  changeTopic: { name: 'Taken over' },
}

/** A query that is fine, where one is needed. */
const queries: Record<string, Record<string, string>> = { explainJourney: { userId: 'their-user' } }

afterAll(closeRing)
/** A message, its copy in the sandbox and a dead letter of a member. */
async function engineRows(workspaceId: number, { shard, id }: { shard: number; id: number }) {
  const one = async (text: string) => String((await pool().query<{ id: number }>(text, [workspaceId, shard, id])).rows[0]?.id)
  await one(
    `insert into engine.message (shard, id, workspace_id, lane, member_id, channel, content, due_at) values ($2, $3, $1, 0, $3, 'email', '{}', now()) returning id`,
  )
  const sandboxId = await one(
    `insert into engine.sandbox_message (workspace_id, shard, message_id, member_id, channel, sender, recipient, subject, html, text, headers)
     values ($1, $2, $3, $3, 'email', 'a@example.com', 'b@example.com', 'Hi', '', '', '{}') returning id`,
  )
  const deadLetterId = await one(
    `insert into engine.dead_letter (workspace_id, source, shard, member_id, kind, payload, reason) values ($1, 'tick', $2, $3, 'event', '{}', 'x') returning id`,
  )
  return { sandboxId, deadLetterId }
}

beforeAll(async () => {
  ;[ours, theirs] = await Promise.all([makeWorkspace(), makeWorkspace()])
  for (const role of roles) callers.set(role, { cookie: (await signedIn(ours.id, role)).cookie, slug: ours.slug })
  const { rows } = await pool().query<{ id: number }>(
    `insert into template (workspace_id, key, name, channel, updated_at) values ($1, 'hello', 'Hello', 'email', now()) returning id`,
    [theirs.id],
  )
  await pool().query(`insert into segment (workspace_id, key, name, condition) values ($1, 'theirs', 'Theirs', '{"all":[]}')`, [theirs.id])
  const topic = await prisma().topic.create({ data: { workspaceId: theirs.id, key: 'theirs', name: 'Theirs' } })
  const owner = await signedIn(theirs.id, 'owner')
  const ctx = { workspaceId: theirs.id, role: 'owner', actor: { kind: 'operator', id: owner.operator.id }, requestId: 'test' } as const
  const id = (await createJourney(ctx, document)).id
  await publishJourney(ctx, Number(id))
  const member = await makeMember(theirs.id, 'their-user', {})
  const provider = await prisma().provider.create({ data: { workspaceId: theirs.id, channel: 'email', kind: 'sandbox', name: 'Theirs' } })
  const message = { id: `${member.shard}-${member.id}` }
  const sent = await engineRows(theirs.id, member)
  foreign = {
    '/dead-letters/{id}': { id: sent.deadLetterId },
    '/messages/{id}': message,
    '/providers/{id}': { id: String(provider.id) },
    '/sandbox/messages/{id}': { id: sent.sandboxId },
    '/journeys/{id}': { id, key: 'trigger', path: 'trigger:next:0', number: '1', progress: `${member.shard}-1` },
    '/keys/{id}': { id: String((await makeKey(theirs.id, 'write')).id) },
    '/people/{id}': { id: String(owner.operator.id) },
    '/segments/{key}': { key: 'theirs' },
    '/templates/{key}': { key: 'hello' },
    '/templates/{id}': { id: String(rows[0]?.id) },
    '/topics/{id}': { id: String(topic.id) },
    '/users/{ref}': { ref: 'their-user', id: `${member.shard}-1`, tag: 'vip' },
  }
})

const caller = (role: Role) => callers.get(role) ?? {}
const request = (operation: (typeof operations)[number], params: Record<string, string> = {}) => ({
  params,
  query: queries[operation.spec.operationId] ?? {},
  headers: { 'if-match': '*' },
  ...(operation.spec.body && operation.method !== 'GET' ? { body: bodies[operation.spec.operationId] ?? {} } : {}),
})

describe('every operation in a workspace', () => {
  it('asks who is calling', async () => {
    for (const operation of inWorkspace) {
      const { status, body } = await call(operation.handler, operation.method, {}, request(operation))
      expect([operation.name, status, body.code]).toEqual([operation.name, 401, 'session'])
    }
  })

  it('does not exist for somebody who does not belong to the workspace', async () => {
    for (const operation of inWorkspace) {
      const { status } = await call(operation.handler, operation.method, { ...caller('owner'), slug: theirs.slug }, request(operation))
      expect([operation.name, status]).toEqual([operation.name, 404])
    }
  })

  it('refuses keys that only send events', async () => {
    const { key } = await makeKey(ours.id, 'write')
    for (const operation of inWorkspace) {
      const { status, body } = await call(operation.handler, operation.method, { key }, request(operation))
      expect([operation.name, status, body.code]).toEqual([operation.name, 403, 'write_key'])
    }
  })

  it('refuses every role below the one it needs', async () => {
    for (const operation of inWorkspace) {
      const needed = operation.spec.role
      if (operation.method !== 'GET' && operation.spec.operationId !== 'removePerson')
        expect([operation.name, needed], 'writes need a role').not.toEqual([operation.name, undefined])
      for (const role of needed ? roles.slice(0, roles.indexOf(needed)) : []) {
        const { status, body } = await call(operation.handler, operation.method, caller(role), request(operation))
        expect([operation.name, role, status, body.code]).toEqual([operation.name, role, 403, 'role'])
      }
    }
  })

  it('refuses server keys where an admin is needed', async () => {
    const { key } = await makeKey(ours.id, 'server')
    for (const operation of inWorkspace.filter(({ spec }) => spec.role === 'admin' || spec.role === 'owner')) {
      const { status } = await call(operation.handler, operation.method, { key }, request(operation))
      expect([operation.name, status]).toEqual([operation.name, 403])
    }
  })

  it('finds nothing of another workspace by its id', async () => {
    const { key } = await makeKey(ours.id, 'server')
    for (const operation of inWorkspace.filter(({ at, spec }) => at.includes('{') && !byName.has(spec.operationId))) {
      const address = Object.keys(foreign).find((one) => operation.at === one || operation.at.startsWith(`${one}/`))
      expect(address, `${operation.name}: name something foreign for it`).toBeDefined()
      const asked = request(operation, foreign[address ?? ''])
      const admin = operation.spec.role === 'admin' || operation.spec.role === 'owner' || operation.at.startsWith('/people')
      for (const who of admin ? [caller('owner')] : [caller('owner'), { key }]) {
        const { status } = await call(operation.handler, operation.method, who, asked)
        expect([operation.name, status]).toEqual([operation.name, 404])
      }
    }
  })

  it('refuses what another site makes a browser send', async () => {
    for (const operation of operations.filter(({ method, access }) => method !== 'GET' && access !== 'public')) {
      for (const origin of ['https://evil.test', 'null']) {
        const { status, body } = await call(operation.handler, operation.method, caller('owner'), {
          ...request(operation),
          headers: { origin },
        })
        expect([operation.name, status, body.code]).toEqual([operation.name, 403, 'origin'])
      }
    }
  })
})
