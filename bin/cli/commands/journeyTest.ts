import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { type Command, print, tell } from '#bin/cli/command.ts'
import { Stop } from '#bin/terminal.mjs'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { runTests } from '#domain/simulate/journeyTest.ts'
import { testDocumentSchema } from '#domain/simulate/testDocument.ts'

/** Aliases that a file may use: a few lines of YAML can stand for gigabytes. */
const ALIASES_MAX = 100

export const journeyTest: Command = {
  name: 'journey test',
  usage: '<file>',
  summary: 'Runs the tests of a journey, written in YAML beside it, under a virtual clock.',
  help: ['<file>   what members do, and the path, messages and exit expected of each; docs/guides/testing-journeys.md'],
  options: {},
  takes: 1,
  needsInstallation: false,
  async run({ positionals: [file = ''] }) {
    const outcomes = runTestFile(file)
    for (const { name, differences } of outcomes) {
      print(`${differences.length === 0 ? 'passes' : 'FAILS '}  ${name}`)
      for (const difference of differences) print(`        ${difference}`)
    }
    const failed = outcomes.filter(({ differences }) => differences.length > 0).length
    tell(failed === 0 ? `All ${outcomes.length} pass.` : `${failed} of ${outcomes.length} fail.`)
    return failed === 0 ? 0 : 1
  },
}

/** Reads a file of tests and the journey that it names, and runs them. */
export function runTestFile(file: string): ReturnType<typeof runTests> {
  const tests = parse(testDocumentSchema, file, readYaml(file))
  const document = path.resolve(path.dirname(file), tests.journey)
  return runTests(parse(journeyDocumentSchema, document, JSON.parse(read(document))), tests)
}

function readYaml(file: string): unknown {
  const document = parseDocument(read(file), { schema: 'core', prettyErrors: true })
  const [error] = document.errors
  if (error) throw new Stop(`${file} cannot be read as YAML: ${error.message}`)
  return document.toJS({ maxAliasCount: ALIASES_MAX })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Stop(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, file: string, content: unknown): z.output<Schema> {
  const parsed = schema.safeParse(content)
  if (!parsed.success) throw new Stop(`${file} is not as it should be:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
