import { type createSteps, reportFailure } from '#bin/terminal.mjs'
import { isDemoWanted, loadDemo } from '#prisma/demo/load.ts'
import { isAnyWorkerAlive } from '#server/doctor/examine.ts'
import { bootstrap } from '#server/workspace/bootstrap.ts'

/**
 * The workspaces and the first operator, or the link that makes one; then the demo, once. It works under a virtual clock
 * and so before any worker: where one runs already, on another machine, the demo waits for a start without.
 */
export async function firstRun(steps: ReturnType<typeof createSteps>): Promise<string | null> {
  let setupUrl: string | null = null
  await steps.run('workspaces', async () => {
    const made = await bootstrap()
    setupUrl = made.setupUrl
    return made.created ? 'default and demo made' : 'up to date'
  })
  if ((await isDemoWanted()) && !(await isAnyWorkerAlive())) await demo(steps)
  return setupUrl
}

/** The product does without it: a demo that cannot be made is told and tried again at the next start. */
async function demo(steps: ReturnType<typeof createSteps>): Promise<void> {
  try {
    await steps.run('demo', (note) => loadDemo(note))
  } catch (error) {
    reportFailure(error)
  }
}
