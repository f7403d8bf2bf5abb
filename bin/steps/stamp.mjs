import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A hash of the content of files and folders, told by their names. Missing ones count as empty; tests are left out.
 * @param {string[]} paths
 */
export function contentHash(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** @param {string} start */
function filesUnder(start) {
  if (!existsSync(start)) return []
  if (statSync(start).isFile()) return [start]
  const entries = readdirSync(start, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/**
 * Whether `file` says that its work was done for this very content.
 * @param {string} file
 * @param {string} content
 */
export const isDoneFor = (file, content) => existsSync(file) && readFileSync(file, 'utf8') === content

/**
 * Runs `work` unless it already ran for this very content; `file` remembers. Answers whether it ran.
 * @param {string} file
 * @param {string} content
 * @param {() => Promise<void>} work
 */
export async function whenChanged(file, content, work) {
  if (isDoneFor(file, content)) return false
  await work()
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
  return true
}
