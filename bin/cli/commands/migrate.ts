import { type Command, print } from '#bin/cli/command.ts'
import { migrate as bringUpToDate } from '#bin/steps/migrate.ts'

export const migrate: Command = {
  name: 'migrate',
  usage: '',
  summary: 'Applies outstanding migrations. Safe to run from several places at once.',
  options: {},
  takes: 0,
  async run() {
    print(await bringUpToDate())
    return 0
  },
}
