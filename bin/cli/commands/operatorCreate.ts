import { z } from 'zod'
import { type Command, print, tell } from '#bin/cli/command.ts'
import { systemContext, workspaceHelp, workspaceOption } from '#bin/cli/workspace.ts'
import { Stop } from '#bin/terminal.mjs'
import { inviteSchema } from '#domain/workspace/resource.ts'
import { invitePerson } from '#server/workspace/invitePerson.ts'

export const operatorCreate: Command = {
  name: 'operator create',
  usage: '--email <address> [--role viewer|editor|admin|owner] [--workspace <slug>]',
  summary: 'Lets somebody into a workspace: prints the link with which they choose their password.',
  help: ['--email <address>    whom', '--role <role>        editor when left out', workspaceHelp],
  options: { email: { type: 'string' }, role: { type: 'string', default: 'editor' }, ...workspaceOption },
  takes: 0,
  async run(given) {
    const input = inviteSchema.safeParse({ email: given.text('email'), role: given.text('role') })
    if (!input.success)
      throw new Stop(`Say whom and as what, as in --email jane@example.com --role editor.\n${z.prettifyError(input.error)}`)
    const { url, expiresAt } = await invitePerson(await systemContext(given.text('workspace')), input.data)
    print(url)
    tell(`It works once, until ${expiresAt}.`)
    return 0
  },
}
