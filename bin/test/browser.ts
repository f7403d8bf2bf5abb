import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { packageProgram, runCommand } from '#bin/run/command.ts'
import type { Result } from './stages.ts'

const reportSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
})

/** The browser tests, on the built product. One that passed only when repeated counts as failed: it must not be needed. */
export async function browser(chromium: string): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sojourn-report-'))
  const report = path.join(folder, 'report.json')
  const env = { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report, NO_COLOR: '1', FORCE_COLOR: undefined }
  try {
    const { code, output } = await runCommand(packageProgram('playwright'), ['test', '--reporter=list,json'], { env })
    const parsed = reportSchema.safeParse(JSON.parse(await readFile(report, 'utf8').catch(() => 'null')))
    if (!parsed.success) return { passed: 0, failed: 1, output }
    const { expected: passed, unexpected, flaky } = parsed.data.stats
    const failed = unexpected + flaky
    return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed, output }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
