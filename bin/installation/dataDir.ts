import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { Stop } from '#bin/terminal.mjs'
import { env } from '#server/env.ts'

/** The installation's folder, made when missing. Refuses one that this account may not write. */
export function openDataDir(): string {
  const dir = env().DATA_DIR
  try {
    mkdirSync(dir, { recursive: true })
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
    return dir
  } catch (error) {
    throw new Stop(refusal(dir, error))
  }
}

function refusal(dir: string, error: unknown): string {
  const existing = closest(dir)
  const { uid } = statSync(existing)
  const owner = uid === 0 ? 'root' : `the account with uid ${uid}`
  const why =
    uid === process.getuid?.() ? (error instanceof Error ? error.message : 'it cannot be written') : `${existing} belongs to ${owner}`
  return `The data folder ${dir} cannot be used: ${why}. Start as its owner, change its owner, or set DATA_DIR to another folder.`
}

function closest(dir: string): string {
  try {
    statSync(dir)
    return dir
  } catch {
    return closest(path.dirname(dir))
  }
}
