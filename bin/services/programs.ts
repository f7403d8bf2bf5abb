import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { searchPath } from '#server/env.ts'

/** Where the first of these programs is, or undefined. Debian keeps some servers outside a user's PATH. */
export function findProgram(...names: string[]): string | undefined {
  const folders = [...searchPath(), '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin']
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable)
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
