import type pg from 'pg'
import { env } from '#server/env.ts'
import { logOf } from '#server/log.ts'
import type { Claimed, ClaimingWorkspace } from '#server/message/claim.ts'
import type { Lane } from '#server/message/lane.ts'
import type { Ledger } from '#server/message/ledger.ts'
import { createReach } from '#server/net/address.ts'
import { createGuardedAgent } from '#server/net/guardedAgent.ts'
import type { Full } from '#server/sql/pendingMessages.ts'
import { tryCall } from './call.ts'
import { createCallContents } from './content.ts'
import { createEndpoint, type Endpoint, type ReadyCall } from './endpoint.ts'
import { prepareCall, sandboxed } from './prepareCall.ts'
import { signingSecrets } from './secrets.ts'

type Options = {
  pool: pg.Pool
  clock: { now: Date } | undefined
  ledger: Ledger
  /** Where a demo's calls go instead. */
  sandboxOf(workspace: ClaimingWorkspace): Lane
  onRoom(): void
}

/** A workspace holds no more calls than this in one process. */
const HELD_MAX = 400
const ENDPOINTS_KEPT = 500
/** Filling is work of the same thread as ticks: it makes way this often. */
const FILL_AT_ONCE = 10
const SECRET_DELAY_SECONDS = 60

/** The webhook channel: fills claimed calls and makes them, each workspace's to each host apart from all others. */
export function createCalls({ pool, clock, ledger, sandboxOf, onRoom }: Options) {
  const { WEBHOOK_ALLOW_PRIVATE_CIDRS: cidrs, WEBHOOK_ALLOW_PORTS: ports } = env()
  const agent = createGuardedAgent(createReach({ cidrs, ports }))
  const contents = createCallContents()
  const endpoints = new Map<string, { workspaceId: number; endpoint: Endpoint }>()
  const now = () => clock?.now ?? new Date()

  function endpointOf(workspaceId: number, host: string): Endpoint {
    const key = `${workspaceId} ${host}`
    const call = (ready: ReadyCall) => tryCall(agent, ready.request, ready.secrets, now())
    const one = endpoints.get(key) ?? { workspaceId, endpoint: createEndpoint({ call, ledger, now, onRoom }) }
    endpoints.set(key, one)
    if (endpoints.size > ENDPOINTS_KEPT)
      for (const [other, { endpoint }] of endpoints)
        if (other !== key && endpoint.held() === 0 && !endpoint.isResting()) endpoints.delete(other)
    return one.endpoint
  }

  const heldBy = (workspaceId: number) =>
    [...endpoints.values()].reduce((sum, one) => sum + (one.workspaceId === workspaceId ? one.endpoint.held() : 0), 0)

  async function pass(one: Claimed, token: string, secrets: readonly string[]): Promise<void> {
    const { row, workspace } = one
    if (secrets.length === 0) {
      await ledger.defer({
        shard: row.shard,
        id: row.id,
        token,
        delaySeconds: SECRET_DELAY_SECONDS,
        counts: false,
        reason: 'secret_unreadable',
      })
      return
    }
    const made = prepareCall(one, token, contents(row.content), secrets, now())
    if (!('request' in made)) await ledger.finish(made)
    else if (workspace.isDemo) sandboxOf(workspace).push([sandboxed(made, one)])
    else endpointOf(workspace.id, made.request.url.host).push([made])
  }

  return {
    async take(claimed: Claimed[], token: string): Promise<void> {
      if (claimed.length === 0) return
      const found = await signingSecrets(
        pool,
        claimed.map(({ workspace }) => workspace.id),
      )
      const secretsOf = (workspaceId: number) => (found.get(workspaceId) ?? []).flatMap(({ secret }) => secret ?? [])
      for (const [index, one] of claimed.entries()) {
        pass(one, token, secretsOf(one.workspace.id)).catch((error: unknown) =>
          logOf('send').error({ err: error }, 'a call was lost sight of'),
        )
        if (index % FILL_AT_ONCE === FILL_AT_ONCE - 1) await new Promise(setImmediate)
      }
    },
    /** Workspaces that can hold no more calls now. */
    full: (): Full[] =>
      [...new Set([...endpoints.values()].map(({ workspaceId }) => workspaceId))]
        .filter((workspaceId) => heldBy(workspaceId) >= HELD_MAX)
        .map((workspaceId) => ({ workspaceId, channel: 'webhook' })),
    idle: async () => {
      await Promise.all([...endpoints.values()].map(({ endpoint }) => endpoint.idle()))
    },
    close: async () => {
      await Promise.all([...endpoints.values()].map(({ endpoint }) => endpoint.close()))
      await agent.destroy()
    },
  }
}
export type Calls = ReturnType<typeof createCalls>
