import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { type Command, print, tell } from '#bin/cli/command.ts'
import { findJourney } from '#bin/cli/journeyOf.ts'
import { systemContext, workspaceHelp, workspaceOption } from '#bin/cli/workspace.ts'
import { Stop } from '#bin/terminal.mjs'
import { exportDocument } from '#server/journey/exportDocument.ts'

export const journeyPull: Command = {
  name: 'journey pull',
  usage: '<file> [--id <id> | --name <text>] [--workspace <slug>]',
  summary: "Writes a journey's draft into a file, as a JSON document.",
  help: [
    '<file>               where to; "-" writes it to the standard output',
    '--id, --name         which journey; left out: the one that the file holds already',
    workspaceHelp,
  ],
  options: { id: { type: 'string' }, name: { type: 'string' }, ...workspaceOption },
  takes: 1,
  async run(given) {
    const [file = ''] = given.positionals
    const ctx = await systemContext(given.text('workspace'))
    const id = given.text('id')
    const name = given.text('name') ?? (id === undefined ? nameIn(file) : '')
    const found = await findJourney(ctx, id, name)
    if (found === undefined) throw new Stop(`No journey is called "${name}" in this workspace.`)
    const text = JSON.stringify(await exportDocument(ctx, found), null, 2)
    if (file === '-') print(text)
    else {
      writeFileSync(file, `${text}\n`)
      tell(`journey ${found} is in ${file}`)
    }
    return 0
  },
}

function nameIn(file: string): string {
  const named = existsSync(file) ? z.object({ name: z.string() }).safeParse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  if (!named?.success) throw new Stop('Say which journey: --id 12 or --name "Welcome".')
  return named.data.name
}
