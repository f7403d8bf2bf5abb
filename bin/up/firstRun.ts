import type { createSteps } from '#bin/terminal.mjs'
import { bootstrap } from '#server/workspace/bootstrap.ts'

/** The workspaces and the first operator, or the link that makes one; on the very first start the demo workspace too. */
export async function firstRun(steps: ReturnType<typeof createSteps>): Promise<string | null> {
  let setupUrl: string | null = null
  await steps.run('workspaces', async () => {
    const made = await bootstrap()
    setupUrl = made.setupUrl
    return made.created ? 'default and demo made' : 'up to date'
  })
  return setupUrl
}
