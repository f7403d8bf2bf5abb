import { rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { endGroup, membersOfGroup } from '#bin/run/group.ts'
import { commandLine, isAlive, stopProcess } from '#bin/services/processes.ts'
import { Stop } from '#bin/terminal.mjs'
import { readJson, writeJson } from './file.ts'

/** Which processes a start made, so that the next one finds what a kill -9 left behind. */
const runSchema = z.object({ launcher: z.number().int(), url: z.string(), children: z.record(z.string(), z.number().int()) })
export type RunRecord = z.infer<typeof runSchema>

const fileOf = (dataDir: string) => path.join(dataDir, 'run.json')

export const readRun = (dataDir: string): RunRecord | undefined => readJson(fileOf(dataDir), runSchema)
export const writeRun = (dataDir: string, run: RunRecord): void => writeJson(fileOf(dataDir), run)
export const clearRun = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true })

/** Refuses a data folder whose launcher lives; stops web and worker of one that does not. */
export async function takeOver(dataDir: string): Promise<void> {
  const run = readRun(dataDir)
  if (!run) return
  if (isLauncher(run.launcher))
    throw new Stop(
      `Sojourn already runs on ${dataDir}, at ${run.url} (process ${run.launcher}): stop it first, or set DATA_DIR to another folder.`,
    )
  await Promise.all(Object.values(run.children).map(stopOrphan))
  clearRun(dataDir)
}

const isLauncher = (pid: number) => pid !== process.pid && isAlive(pid) && /start\.mjs/.test(commandLine(pid) || 'start.mjs')
const isOurs = (pid: number) => /leash\.mjs|dist\/|next/.test(commandLine(pid))

async function stopOrphan(pid: number): Promise<void> {
  if (isOurs(pid)) await stopProcess(pid, 'SIGTERM', 5_000)
  if (membersOfGroup(pid).some(isOurs)) endGroup(pid)
}
