import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Command, print, tell } from '#bin/cli/command.ts'
import { findJourney } from '#bin/cli/journeyOf.ts'
import { systemContext, workspaceHelp, workspaceOption } from '#bin/cli/workspace.ts'
import { Stop } from '#bin/terminal.mjs'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'
import type { Ctx } from '#server/context.ts'
import { AppError } from '#server/errors.ts'
import { createJourney } from '#server/journey/create.ts'
import { publishJourney } from '#server/journey/publish.ts'
import { putDraft } from '#server/journey/putDraft.ts'

export const journeyPush: Command = {
  name: 'journey push',
  usage: '<file> [--id <id>] [--publish] [--workspace <slug>]',
  summary: 'Makes a journey from a JSON document, or replaces the draft of the one with its name.',
  help: [
    '<file>               a journey document; "-" reads it from the standard input',
    '--id <id>            the journey to change, whatever its name',
    '--publish            publishes it when no problem stands',
    workspaceHelp,
  ],
  options: { id: { type: 'string' }, publish: { type: 'boolean' }, ...workspaceOption },
  takes: 1,
  async run(given) {
    const [file = ''] = given.positionals
    const document = readDocument(file)
    const ctx = await systemContext(given.text('workspace'))
    const id = await findJourney(ctx, given.text('id'), document.name)
    const saved = id === undefined ? await createJourney(ctx, document) : await putDraft(ctx, id, '*', document)
    print(`${saved.name} (${saved.id}): ${id === undefined ? 'made' : 'draft replaced'}`)
    tellProblems(saved)
    return given.has('publish') ? publish(ctx, saved) : 0
  },
}

function readDocument(file: string): JourneyDocument {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    throw new Stop(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = journeyDocumentSchema.safeParse(content)
  if (!parsed.success) throw new Stop(`${file} is not a journey document:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function tellProblems({ problems }: JourneyResource): void {
  for (const { severity, nodeKey, detail } of problems) tell(`  ${severity}${nodeKey === null ? '' : ` at ${nodeKey}`}: ${detail}`)
}

async function publish(ctx: Ctx, { id }: JourneyResource): Promise<number> {
  try {
    const live = await publishJourney(ctx, Number(id))
    print(`published as version ${live.version}`)
    return 0
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    tell(error.message)
    return error.code === 'already_published' ? 0 : 1
  }
}
