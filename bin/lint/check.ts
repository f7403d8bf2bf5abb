import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Rule, rules } from './arrows.ts'

export type Finding = { file: string; line: number; found: string; because: string }

const ROOMS = ['app', 'bench', 'bin', 'components', 'domain', 'messages', 'prisma', 'server', 'tests', 'web', 'worker']

/** Holds every source file under `root` against the rules. */
export function checkTree(root: string): Finding[] {
  return ROOMS.flatMap((room) => sourcesUnder(root, room)).flatMap((file) => checkFile(file, readFileSync(path.join(root, file), 'utf8')))
}

function sourcesUnder(root: string, room: string): string[] {
  const folder = path.join(root, room)
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|js|css)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !file.startsWith('prisma/generated/'))
    .sort()
}

/** `file` is its path from the root, with "/". */
export function checkFile(file: string, source: string): Finding[] {
  const text = withoutComments(source)
  const isStyle = file.endsWith('.css')
  return rules
    .filter((rule) => rule.within.test(file) && !rule.except?.test(file) && !(isStyle && 'imports' in rule))
    .flatMap((rule) => findingsOf(rule, file, text))
}

const IMPORTS = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*(['"])([^'"\n]+)\1/g

function findingsOf(rule: Rule, file: string, text: string): Finding[] {
  const found =
    'imports' in rule ? [...text.matchAll(IMPORTS)].map((match) => ({ at: match.index, found: match[2] ?? '' })) : saying(rule.says, text)
  const wrong = 'imports' in rule ? found.filter((one) => rule.imports.test(one.found)) : found
  return wrong.map((one) => ({ file, line: text.slice(0, one.at).split('\n').length, found: one.found, because: rule.because }))
}

const saying = (pattern: RegExp, text: string) =>
  [...text.matchAll(new RegExp(pattern.source, `g${pattern.flags}`))].map((match) => ({ at: match.index, found: match[0] }))

/** Comments become blanks, so that lines keep their numbers and prose is not taken for code. */
function withoutComments(source: string): string {
  return source.replace(
    /\/\*[\s\S]*?\*\/|(^|[^:'"`\\])\/\/[^\n]*/g,
    (comment, before: string | undefined) => (before ?? '') + comment.slice(before?.length ?? 0).replace(/[^\n]/g, ' '),
  )
}
