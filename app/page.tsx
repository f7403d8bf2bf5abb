import { allows } from '#domain/workspace/settings.ts'
import { prisma } from '#server/db/prisma.ts'

export const dynamic = 'force-dynamic'
export default async function Page() {
  const n = await prisma().workspace.count()
  return (
    <p>
      {String(allows('owner', 'viewer'))} {n}
    </p>
  )
}
