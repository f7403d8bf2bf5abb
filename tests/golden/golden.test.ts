import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { runTestFile } from '#bin/cli/commands/journeyTest.ts'

const here = import.meta.dirname

describe.each(readdirSync(here).filter((file) => file.endsWith('.test.yaml')))('%s', (file) => {
  test.each(runTestFile(path.join(here, file)))('$name', ({ differences }) => expect(differences).toEqual([]))
})
