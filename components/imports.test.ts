import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url)
const sources = ['domain', 'components'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => `${folder}/${path}`),
)

// The named export `z` carries every locale of zod, 65 KB compressed, into each page; a namespace import is shaken.
test('what browsers load imports zod as a namespace', () => {
  const whole = sources.filter((path) =>
    /import \{[^}]*\bz\b[^}]*\} from 'zod'/.test(readFileSync(new URL(path, root), 'utf8').replace(/import type .*/g, '')),
  )
  expect(whole).toEqual([])
})
