import { existsSync } from 'node:fs'
import { packageProgram, runCommand } from '#bin/run/command.ts'
import type { Result, Stage } from './stages.ts'
import { vitest } from './vitest.ts'

/** A program that finds nothing counts as one passed, else as one failed. */
async function check(...commands: [string, ...string[]][]): Promise<Result> {
  for (const [program, ...args] of commands) {
    const { code, output } = await runCommand(program, args)
    if (code !== 0) return { passed: 0, failed: 1, output }
  }
  return { passed: 1, failed: 0, output: '' }
}

const tool = (name: string, ...args: string[]): [string, ...string[]] => [packageProgram(name), ...args]
/** Next describes its routes and what a CSS import is; a fresh clone has neither. */
const described = () => (existsSync('next-env.d.ts') && existsSync('.next/types') ? [] : [tool('next', 'typegen')])

export const checks: Stage[] = [
  { name: 'format', run: () => check(tool('biome', 'check', '--linter-enabled=false', '--error-on-warnings', '.')) },
  {
    name: 'lint',
    run: () =>
      check(tool('biome', 'lint', '--error-on-warnings', '.'), tool('oxlint', '--type-aware', '--deny-warnings'), [
        process.execPath,
        'bin/start.mjs',
        'lint',
      ]),
  },
  { name: 'types', run: () => check(...described(), tool('tsc', '--noEmit')) },
  { name: 'dead code', run: () => check(tool('knip')) },
]

export const unit: Stage = { name: 'unit', run: () => vitest('unit') }
