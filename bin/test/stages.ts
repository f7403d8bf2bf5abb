import { type createSteps, Stop } from '#bin/terminal.mjs'

/** What a stage came to: a check counts as one, a test run as its tests. `output` is shown when something failed. */
export type Result = { passed: number; failed: number; output: string }
export type Stage = { name: string; run(): Promise<Result> }

type Totals = { passed: number; failed: number }
type Steps = ReturnType<typeof createSteps>

/** Runs stages one after the other; each shows its counts and its time, and a failed one what it said. */
export async function runStages(steps: Steps, stages: Stage[]): Promise<Totals> {
  const totals = { passed: 0, failed: 0 }
  for (const stage of stages) {
    const { passed, failed } = await runStage(steps, stage)
    totals.passed += passed
    totals.failed += failed
  }
  return totals
}

async function runStage(steps: Steps, { name, run }: Stage): Promise<Totals> {
  let result: Result = { passed: 0, failed: 1, output: '' }
  try {
    await steps.run(name, async () => {
      result = await run()
      if (result.failed) throw new Stop()
      return `${result.passed} passed`
    })
  } catch (error) {
    const text = error instanceof Stop ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
    steps.say(`${[result.output.trim(), text].filter(Boolean).join('\n')}\n  ${name}: ${result.passed} passed, ${result.failed} failed`)
  }
  return result
}

export const sum = (all: Totals[]): Totals => ({
  passed: all.reduce((total, one) => total + one.passed, 0),
  failed: all.reduce((total, one) => total + one.failed, 0),
})
