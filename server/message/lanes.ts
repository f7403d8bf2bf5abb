import type pg from 'pg'
import { env } from '#server/env.ts'
import { logOf } from '#server/log.ts'
import { openAccount } from '#server/provider/account.ts'
import type { Provider } from '#server/provider/provider.ts'
import { createSandbox } from '#server/provider/sandbox.ts'
import { createSmtp } from '#server/provider/smtp.ts'
import { noteProviderState } from '#server/sql/noteProviderState.ts'
import type { Full } from '#server/sql/pendingMessages.ts'
import type { ClaimingWorkspace } from './claim.ts'
import { createLane, type Lane } from './lane.ts'
import type { Ledger } from './ledger.ts'

type Options = { pool: pg.Pool; clock: { now: Date } | undefined; ledger: Ledger; onRoom(): void }
type Account = NonNullable<ClaimingWorkspace['provider']>

/**
 * The lane of each workspace: its own account, else the installation's SMTP_URL, else the sandbox. The demo never leaves
 * the sandbox. An account that was edited gets a new lane, and its old one gives back what it holds.
 */
export function createLanes({ pool, clock, ledger, onRoom }: Options) {
  const lanes = new Map<string, Lane>()
  const ofWorkspace = new Map<number, string>()
  const now = () => clock?.now ?? new Date()

  function make(provider: Provider, account: Account | null, name: string): Lane {
    const onTrouble = (detail: string | null) => {
      if (detail) logOf('send').warn({ provider: name, detail }, 'a provider cannot be used; its messages are kept')
      if (account) noteProviderState(pool, account.id, detail).catch(() => undefined)
    }
    const hasTrouble = Boolean(account?.lastError)
    return createLane({ provider, providerId: account?.id ?? null, ledger, now, onRoom, onTrouble, hasTrouble })
  }

  function open(workspace: ClaimingWorkspace): [key: string, make: () => Lane] {
    const { provider, isDemo } = workspace
    const { SMTP_URL } = env()
    if (!isDemo && provider && provider.kind !== 'sandbox')
      return [`${provider.id} ${provider.stamp}`, () => make(openAccount(provider, { pool, clock }), provider, `provider ${provider.id}`)]
    if (!isDemo && !provider && SMTP_URL) return ['SMTP_URL', () => make(createSmtp({ url: SMTP_URL }), null, 'SMTP_URL')]
    return ['sandbox', () => make(createSandbox({ pool, clock }), null, 'sandbox')]
  }

  return {
    of(workspace: ClaimingWorkspace): Lane {
      const [key, makeLane] = open(workspace)
      const before = ofWorkspace.get(workspace.id)
      ofWorkspace.set(workspace.id, key)
      if (before && before !== key && /^\d/.test(before)) {
        void lanes.get(before)?.close()
        lanes.delete(before)
      }
      const lane = lanes.get(key) ?? makeLane()
      lanes.set(key, lane)
      return lane
    },
    /** Workspaces whose lane takes nothing now. */
    full: (): Full[] =>
      [...ofWorkspace].filter(([, key]) => lanes.get(key)?.room() === 0).map(([workspaceId]) => ({ workspaceId, channel: 'email' })),
    idle: async () => {
      await Promise.all([...lanes.values()].map((lane) => lane.idle()))
    },
    close: async () => {
      await Promise.all([...lanes.values()].map((lane) => lane.close()))
    },
  }
}
export type Lanes = ReturnType<typeof createLanes>
