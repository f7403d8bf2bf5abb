import { mustRun, packageProgram } from '#bin/run/command.ts'
import { contentHash, whenChanged } from './stamp.mjs'

/** The database client is made from prisma/schema and is not in the repository. Answers whether it was made now. */
export const generate = (): Promise<boolean> =>
  whenChanged('prisma/generated/.made-from', contentHash(['prisma/schema', 'package-lock.json']), async () => {
    await mustRun('prisma generate', packageProgram('prisma'), ['generate'])
  })
