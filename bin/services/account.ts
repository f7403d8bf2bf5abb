import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { findProgram } from './programs.ts'

/** How PostgreSQL's programs are run here: `prefix` goes before the command, `owner` owns the data. */
export type Account = { owner?: { uid: number; gid: number }; prefix: string[]; spawn: { uid?: number; gid?: number } }

const isRoot = process.getuid?.() === 0

/**
 * PostgreSQL refuses to run as root, so root hands it to an unprivileged account. Where that account may not enter the
 * folders in question (a clone under /root), it is given the right to, and nothing else of root's, by setpriv.
 * Null when neither works.
 */
export function accountFor(bin: string, dataParent: string): Account | null {
  if (!isRoot) return { prefix: [], spawn: {} }
  for (const name of ['postgres', 'nobody']) {
    const owner = lookUp(name)
    if (!owner) continue
    const plain = { owner, prefix: [], spawn: owner }
    if (works(plain, bin, dataParent)) return plain
    const setpriv = findProgram('setpriv')
    if (!setpriv) continue
    const rights = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
    const prefix = [setpriv, `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', ...rights]
    const entering = { owner, prefix, spawn: {} }
    if (works(entering, bin, dataParent)) return entering
  }
  return null
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

function works(account: Account, bin: string, dataParent: string): boolean {
  return [
    [path.join(bin, 'postgres'), '--version'],
    ['test', '-x', dataParent],
  ].every((command) => {
    const [program = '', ...args] = [...account.prefix, ...command]
    return spawnSync(program, args, { ...account.spawn, cwd: '/' }).status === 0
  })
}
