import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkTree } from './check.ts'

const planted: string[] = []
/** A tree with one file, in a temporary folder. */
function plant(file: string, source: string): string {
  const root = mkdtempSync(path.join(tmpdir(), 'sojourn-lint-'))
  planted.push(root)
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), source)
  return root
}
afterEach(() => planted.splice(0).forEach((root) => rmSync(root, { recursive: true })))

const from = (specifier: string) => `import { x } from '${specifier}'\n`

test.each([
  ['domain/a.ts', from('#server/db/pg.ts')],
  ['domain/a.ts', from('#components/ui/Button.tsx')],
  ['domain/a.ts', from('react')],
  ['domain/a.ts', from('node:fs')],
  ['domain/a.ts', 'export const now = () => Date.now()\n'],
  ['domain/a.ts', 'export const dice = Math.random()\n'],
  ['server/a.ts', from('#components/ui/Button.tsx')],
  ['server/a.ts', from('#worker/main.ts')],
  ['server/a.ts', from('#app/i18n.ts')],
  ['server/a.ts', from('#bin/main.ts')],
  ['components/a.tsx', from('#server/env.ts')],
  ['components/a.tsx', `type T = import('#server/env.ts').Env\n`],
  ['components/a.tsx', from('node:path')],
  ['app/a.tsx', from('#worker/main.ts')],
  ['web/a.ts', from('#app/i18n.ts')],
  ['worker/a.ts', from('#components/ui/Button.tsx')],
  ['worker/a.ts', from('#web/main.ts')],
  ['bin/a.ts', from('#web/main.ts')],
  ['bin/a.ts', from('#components/ui/Button.tsx')],
  ['messages/index.ts', from('#domain/text.ts')],
  ['prisma/a.ts', from('#app/i18n.ts')],
  ['app/a.ts', from('pg')],
  ['bin/a.ts', from('@prisma/adapter-pg')],
  ['server/event/a.ts', from('bullmq')],
  ['web/a.ts', from('ioredis')],
  ['app/a.tsx', from('reactflow')],
  ['app/a.tsx', `import 'reactflow/dist/style.css'\n`],
  ['server/a.ts', `const later = await import('#web/main.ts')\n`],
  ['server/a.ts', from('../domain/a.ts')],
  ['tests/a.test.ts', from('../server/env.ts')],
  ['server/a.ts', from('./b')],
  ['server/a.ts', from('#domain/text')],
  ['server/a.ts', 'const port = process.env.PORT\n'],
  ['bin/a.ts', 'const port = process.env.PORT\n'],
  ['components/a.tsx', `const c = '#ff0000'\n`],
  ['components/a.tsx', `const c = 'rgb(1 2 3)'\n`],
  ['components/a.css', '.a { color: #fff }\n'],
])('%s may not hold %s', (file, source) => {
  expect(checkTree(plant(file, source))).toHaveLength(1)
})

test.each([
  ['domain/a.ts', from('zod') + from('liquidjs') + from('temporal-polyfill') + from('#domain/text.ts') + from('./b.ts')],
  ['server/a.ts', from('pg') + from('#domain/text.ts') + from('#prisma/generated/client.ts') + from('node:fs')],
  ['server/queue/a.ts', from('bullmq') + from('ioredis')],
  ['server/env.ts', 'export const port = process.env.PORT\n'],
  ['components/canvas/a.tsx', from('reactflow') + from('#domain/text.ts')],
  ['app/page.tsx', from('#server/env.ts') + from('#components/ui/Button.tsx')],
  ['worker/main.ts', from('bullmq') + from('#server/env.ts')],
  ['bin/a.ts', from('#prisma/deploy.ts') + from('#server/env.ts')],
  ['bench/a.ts', from('pg') + from('#web/main.ts')],
  ['server/a.test.ts', from('#tests/support/workspace.ts') + from('pg')],
  ['components/ui/tokens.css', ':root { --accent: #06c }\n'],
  ['server/a.ts', `// ${from('../b.ts')}/* process.env */\n`],
])('%s may hold %s', (file, source) => {
  expect(checkTree(plant(file, source))).toEqual([])
})
