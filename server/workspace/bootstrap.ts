import { createHash, randomBytes } from 'node:crypto'
import { hashPassword } from '#server/auth/password.ts'
import { inTransaction, type Tx } from '#server/db/tx.ts'
import { env } from '#server/env.ts'

export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')
export const newToken = () => randomBytes(32).toString('base64url')

const FIRST_RUN_HOURS = 24
/** Held while looking whether anybody is there yet, so that two starts, or two people, cannot both be first. */
const FIRST_OPERATOR_LOCK = 72_707_371

export const lockFirstOperator = (tx: Tx) => tx.$executeRaw`select pg_advisory_xact_lock(${FIRST_OPERATOR_LOCK})`

export type Bootstrapped = { created: boolean /** The first-run page, while there is no operator. */; setupUrl: string | null }

/**
 * What every start makes sure of: the workspaces `default` and `demo` on the very first one, and while there is no
 * operator either the one of SOJOURN_ADMIN_EMAIL and SOJOURN_ADMIN_PASSWORD, or a link to the first-run page that works
 * once within 24 hours and replaces those printed before.
 */
export async function bootstrap(): Promise<Bootstrapped> {
  const { SOJOURN_ADMIN_EMAIL: email, SOJOURN_ADMIN_PASSWORD: password } = env()
  if (Boolean(email) !== Boolean(password)) throw new Error('Set SOJOURN_ADMIN_EMAIL and SOJOURN_ADMIN_PASSWORD together, or neither.')
  const passwordHash = password && (await hashPassword(password))
  return inTransaction(async (tx) => {
    await lockFirstOperator(tx)
    const created = await createFirstWorkspaces(tx)
    if ((await tx.operator.count()) > 0) return { created, setupUrl: null }
    if (email && passwordHash) {
      await createFirstOperator(tx, { email: email.toLowerCase(), name: email.split('@')[0] ?? email, passwordHash })
      return { created, setupUrl: null }
    }
    return { created, setupUrl: await replaceFirstRunLink(tx) }
  })
}

async function createFirstWorkspaces(tx: Tx): Promise<boolean> {
  if ((await tx.workspace.count()) > 0) return false
  await tx.workspace.createMany({
    data: [
      { slug: 'default', name: 'Default' },
      { slug: 'demo', name: 'Demo', isDemo: true },
    ],
  })
  return true
}

/** The first operator owns every workspace there is. */
export async function createFirstOperator(tx: Tx, operator: { email: string; name: string; passwordHash: string }): Promise<number> {
  const { id } = await tx.operator.create({ data: operator })
  const workspaces = await tx.workspace.findMany({ select: { id: true } })
  await tx.membership.createMany({
    data: workspaces.map((workspace) => ({ workspaceId: workspace.id, operatorId: id, role: 'owner' as const })),
  })
  await tx.oneTimeLink.deleteMany({ where: { purpose: 'setup' } })
  await tx.auditLog.create({ data: { actor: 'system', action: 'operator.create', subject: `operator:${id}`, details: { first: true } } })
  return id
}

async function replaceFirstRunLink(tx: Tx): Promise<string> {
  const token = newToken()
  await tx.oneTimeLink.deleteMany({ where: { purpose: 'setup' } })
  await tx.oneTimeLink.create({
    data: { tokenHash: hashToken(token), purpose: 'setup', expiresAt: new Date(Date.now() + FIRST_RUN_HOURS * 3_600_000) },
  })
  return `${env().APP_URL}/setup?token=${token}`
}
