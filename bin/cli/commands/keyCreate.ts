import { type Command, print } from '#bin/cli/command.ts'
import { systemContext, workspaceHelp, workspaceOption } from '#bin/cli/workspace.ts'
import { Stop } from '#bin/terminal.mjs'
import { keyScopeSchema } from '#domain/workspace/resource.ts'
import { createKey } from '#server/workspace/createKey.ts'

export const keyCreate: Command = {
  name: 'key create',
  usage: '--scope write|server [--workspace <slug>] [--name <text>]',
  summary: 'Makes a key and prints it, and nothing else. It is shown this once.',
  help: [
    '--scope write        for clients: sends events',
    '--scope server       for servers: the REST API',
    '--name <text>        what it is called in the list of keys',
    workspaceHelp,
  ],
  options: { scope: { type: 'string' }, name: { type: 'string', default: 'Command line' }, ...workspaceOption },
  takes: 0,
  async run(given) {
    const scope = keyScopeSchema.safeParse(given.text('scope'))
    if (!scope.success) throw new Stop('Say what the key is for: --scope write sends events, --scope server opens the REST API.')
    const ctx = await systemContext(given.text('workspace'))
    const { key } = await createKey(ctx, { name: given.text('name') ?? 'Command line', scope: scope.data })
    print(key)
    return 0
  },
}
