import { checkTree } from '#bin/lint/check.ts'
import { Stop } from '#bin/terminal.mjs'

/** The import arrows and the habits that no linter's own rule expresses. */
export async function run(): Promise<void> {
  const findings = checkTree(process.cwd())
  for (const { file, line, found, because } of findings) process.stderr.write(`${file}:${line}  ${found.trim()}\n    ${because}\n`)
  if (findings.length) throw new Stop(`${findings.length} against the arrows.`)
}
