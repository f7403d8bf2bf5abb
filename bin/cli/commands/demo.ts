import { type Command, print } from '#bin/cli/command.ts'
import { Stop } from '#bin/terminal.mjs'
import { requestDemo } from '#prisma/demo/load.ts'
import { prisma } from '#server/db/prisma.ts'
import { removeWorkspaceAs } from '#server/workspace/remove.ts'

export const demoLoad: Command = {
  name: 'demo load',
  usage: '',
  summary: 'Makes the demo workspace anew at the next npm start: it is walked through before workers begin.',
  options: {},
  takes: 0,
  async run() {
    await requestDemo()
    print('The next npm start loads the demo workspace.')
    return 0
  },
}

export const demoRemove: Command = {
  name: 'demo remove',
  usage: '',
  summary: 'Removes the demo workspace with everything in it, for good.',
  options: {},
  takes: 0,
  async run() {
    const demo = await prisma().workspace.findFirst({ where: { slug: 'demo', isDemo: true } })
    if (!demo) throw new Stop('There is no demo workspace.')
    await removeWorkspaceAs('system', demo)
    print('The demo workspace is removed.')
    return 0
  },
}
