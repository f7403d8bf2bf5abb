import { type Command, print } from '#bin/cli/command.ts'
import { Stop } from '#bin/terminal.mjs'
import { env } from '#server/env.ts'
import { bootstrap } from '#server/workspace/bootstrap.ts'

export const signInLink: Command = {
  name: 'sign-in-link',
  usage: '',
  summary: 'Prints the link that makes the first operator. It works once, within a day, and replaces the one before.',
  options: {},
  takes: 0,
  async run() {
    const { setupUrl } = await bootstrap()
    if (!setupUrl) throw new Stop(`There are operators already: sign in at ${env().APP_URL}/sign-in, or add one with "operator create".`)
    print(setupUrl)
    return 0
  },
}
