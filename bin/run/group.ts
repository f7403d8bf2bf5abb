import { readdirSync, readFileSync } from 'node:fs'

/** Kills what is left of a process group whose leader is gone: a page renderer, say, whose parent was killed. */
export function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nothing is left, which is what we want.
  }
}

/** The processes of a group, told by Linux; empty elsewhere. */
export function membersOfGroup(leader: number): number[] {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    return pids.map(Number).filter((pid) => groupOf(pid) === leader)
  } catch {
    return []
  }
}

/** Field 5 of /proc/<pid>/stat; the name before it may hold anything but ends with the last ")". */
function groupOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
  } catch {
    return undefined
  }
}
