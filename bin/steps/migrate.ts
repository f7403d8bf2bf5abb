import { deploy } from '#prisma/deploy.ts'
import { env } from '#server/env.ts'

/** Brings the database of DATABASE_URL to this version; safe to run from several places at once. */
export async function migrate(): Promise<string> {
  const applied = await deploy(env().DATABASE_URL ?? '')
  return applied.length ? `applied ${applied.length}` : 'up to date'
}
