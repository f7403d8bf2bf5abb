import { type Command, print } from '#bin/cli/command.ts'
import { inks } from '#bin/terminal.mjs'
import { checkCounts } from '#server/doctor/counts.ts'
import { examine, type Finding } from '#server/doctor/examine.ts'
import { checkMembers } from '#server/doctor/members.ts'

export const doctor: Command = {
  name: 'doctor',
  usage: '[--members] [--counts]',
  summary: 'Looks whether the installation is well; the exit code is 1 when something is not.',
  help: [
    '--members            proves that nobody is stuck: passages, timers, subscriptions and segments agree, row by row',
    "--counts             counts every journey's report anew from its rows and compares",
  ],
  options: { members: { type: 'boolean' }, counts: { type: 'boolean' } },
  takes: 0,
  async run(given) {
    const findings = await examine()
    if (given.has('members')) findings.push(...(await checkMembers()))
    if (given.has('counts')) findings.push(await checkCounts())
    const width = Math.max(...findings.map(({ what }) => what.length))
    for (const finding of findings) print(line(finding, width))
    return findings.every(({ isWell }) => isWell) ? 0 : 1
  },
}

function line({ what, isWell, says }: Finding, width: number): string {
  const { green, red } = inks()
  return `${isWell ? green('✓') : red('✗')} ${what.padEnd(width)}  ${says}`
}
