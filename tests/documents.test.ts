import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { environmentVariables } from '#server/env.ts'

const root = path.resolve(import.meta.dirname, '..')
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
]
  .filter((name) => name.endsWith('.md'))
  .sort()

/** Paths into the project: what begins with one of its folders, or is linked to. A pattern (`*`, `<kind>`) names its folder. */
function pathsIn(document: string, text: string): string[] {
  const named = [
    ...text.matchAll(
      /(?<![\w./#-])(?:app|bench|bin|components|docs|domain|messages|prisma|server|tests|web|worker)\/[\w./*<>{},-]*(?:\([\w.]+\)[\w./*<>{},-]*|\[[\w.]+\](?!\()[\w./*<>{},-]*)*/g,
    ),
  ].map((match) => match[0])
  const linked = [...text.matchAll(/\]\(([^)#\s]+)/g)].map((match) => match[1] ?? '').filter((target) => !/^\w+:/.test(target))
  const beside = linked.map((target) => path.join(path.dirname(document), target))
  return [...named, ...beside].map((found) => found.replace(/[*<{].*$/, '').replace(/[.,)\]/]+$/, ''))
}

test.each(documents)('%s names no path that is gone', (document) => {
  const text = readFileSync(path.join(root, document), 'utf8')
  const gone = pathsIn(document, text).filter((found) => found && !existsSync(path.join(root, found)))
  expect([...new Set(gone)]).toEqual([])
})

test('.env.example lists every variable that is read, and no other', () => {
  const example = readFileSync(path.join(root, '.env.example'), 'utf8')
  const listed = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((match) => match[1] ?? '')
  expect(listed.sort()).toEqual([...environmentVariables].sort())
})

test('the tests that show what becomes of faults are there, by these names', () => {
  const text = readFileSync(path.join(root, 'docs/faults.md'), 'utf8')
  const shown = [...text.matchAll(/`([\w./]+\.test\.ts)`: (“[^”]+”(?:, “[^”]+”)*)/g)].flatMap(([, file = '', names = '']) =>
    [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ file, name })),
  )
  expect(shown.length).toBeGreaterThan(50)
  expect(shown.filter(({ file, name }) => !readFileSync(path.join(root, file), 'utf8').includes(name))).toEqual([])
})
