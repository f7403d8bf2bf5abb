import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma/generated/client.ts'
import { env } from '#server/env.ts'

let client: PrismaClient | undefined
/** What people edit goes through Prisma; the engine's tables do not. */
export const prisma = (): PrismaClient => (client ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: env().DATABASE_URL }) }))

export async function closePrisma(): Promise<void> {
  const closing = client
  client = undefined
  await closing?.$disconnect()
}
export type { PrismaClient }
