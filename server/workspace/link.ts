import type { Role } from '#domain/workspace/settings.ts'
import type { OneTimeLink } from '#prisma/generated/client.ts'
import { prisma } from '#server/db/prisma.ts'
import type { Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { hashToken } from './bootstrap.ts'

type SetupLink = { purpose: 'setup' }
export type InviteLink = {
  purpose: 'invite'
  email: string
  role: Role
  workspaceId: number
  workspaceName: string
  workspaceSlug: string
  hasAccount: boolean
}
/** What a one-time link opens. */
export type Link = SetupLink | InviteLink

type Db = Pick<Tx, 'oneTimeLink' | 'workspace' | 'operator'>
const usable = (token: string) => ({ tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: new Date() } })

/** The link behind a token while it works; null once it is used, replaced or too old. */
export async function readLink(token: string, db: Db = prisma()): Promise<Link | null> {
  const row = await db.oneTimeLink.findFirst({ where: usable(token) })
  return row && meaning(db, row)
}

/** Uses a link up, in the transaction of what it allows: of two at once, one gets it. Refuses one that no longer works. */
export async function useLink(tx: Tx, token: string): Promise<Link> {
  const { count } = await tx.oneTimeLink.updateMany({ where: usable(token), data: { usedAt: new Date() } })
  const row = count === 1 ? await tx.oneTimeLink.findUnique({ where: { tokenHash: hashToken(token) } }) : null
  const link = row && (await meaning(tx, row))
  if (!link) throw linkGone()
  return link
}

async function meaning(db: Db, row: OneTimeLink): Promise<Link | null> {
  if (row.purpose === 'setup') return (await db.operator.count()) > 0 ? null : { purpose: 'setup' }
  if (row.purpose !== 'invite' || !row.email || !row.role || row.workspaceId === null) return null
  const workspace = await db.workspace.findUnique({ where: { id: row.workspaceId } })
  if (!workspace) return null
  const hasAccount = (await db.operator.count({ where: { email: row.email } })) > 0
  return {
    purpose: 'invite',
    email: row.email,
    role: row.role,
    workspaceId: workspace.id,
    workspaceName: workspace.name,
    workspaceSlug: workspace.slug,
    hasAccount,
  }
}

export const linkGone = () =>
  new AppError(
    'notFound',
    'link',
    'This link was used, replaced or is too old. Ask for a new one; a first-run link is printed at every start.',
  )
