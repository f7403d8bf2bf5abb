import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { packageProgram, runCommand } from '#bin/run/command.ts'
import type { Result } from './stages.ts'

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/**
 * Runs one project of vitest.config.ts, or those of its files that `filter` is part of the path of. A file that could not even be
 * loaded counts as one failed.
 */
export async function vitest(project: string, env: Record<string, string | undefined> = {}, filter?: string): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sojourn-report-'))
  const report = path.join(folder, 'report.json')
  const files = filter === undefined ? [] : [filter]
  const args = ['run', '--project', project, ...files, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  try {
    const { code, output } = await runCommand(packageProgram('vitest'), args, { env: { ...env, NO_COLOR: '1' } })
    const parsed = reportSchema.safeParse(JSON.parse(await readFile(report, 'utf8').catch(() => 'null')))
    if (!parsed.success) return { passed: 0, failed: 1, output }
    const { numPassedTests: passed, numFailedTests, testResults } = parsed.data
    const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
    const failed = numFailedTests + unloaded
    // An error outside any test, or a run without tests, is a failure too.
    return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed, output }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
