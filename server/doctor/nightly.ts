import { SHARDS } from '#domain/member/shard.ts'
import type { Pool } from '#server/db/pg.ts'
import { logOf } from '#server/log.ts'
import {
  beginExamination,
  forgetExaminations,
  keepExamination,
  type LastExaminationRow,
  lastExamination,
  moveExamination,
  type OpenExaminationRow,
  openExamination,
} from '#server/sql/examinations.ts'
import { checkCounts } from './counts.ts'
import type { Finding } from './examine.ts'
import { checkMembers, MEMBER_CHECKS } from './members.ts'

/** How often it is noted how far an examination is. */
const NOTE_MS = 500
const STEPS = MEMBER_CHECKS * SHARDS + 1

/**
 * Every night, and when somebody asks: whether nobody is stuck and the reports equal their rows. What was found is kept, and
 * a fault is logged. Nothing is done while another worker is at it.
 */
export async function examineNightly(pool: Pool, signal?: AbortSignal): Promise<Finding[]> {
  const { rows } = await pool.query<{ id: number }>({ ...beginExamination, values: [STEPS] })
  const [row] = rows
  if (!row) return []
  const before = Date.now()
  let [done, noted] = [0, before]
  const onStep = async () => {
    done++
    if (Date.now() - noted < NOTE_MS) return
    noted = Date.now()
    await pool.query({ ...moveExamination, values: [row.id, done] })
  }
  const findings = [...(await checkMembers({ from: pool, signal, onStep })), await checkCounts()]
  if (signal?.aborted) return findings
  await pool.query({ ...keepExamination, values: [row.id, Date.now() - before, JSON.stringify(findings)] })
  await pool.query(forgetExaminations)
  for (const { what, says, isWell } of findings) if (!isWell) logOf('doctor').warn({ what }, says)
  return findings
}

/** Whether one was asked for and no worker has heard of it: a job was lost, or its worker is gone. */
export async function isExaminationForgotten(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<OpenExaminationRow>(openExamination)
  return rows[0]?.isForgotten ?? false
}

/** What the last night found, for the doctor; null before the first. */
export async function lastNight(pool: Pool): Promise<Finding | null> {
  const { rows } = await pool.query<LastExaminationRow>(lastExamination)
  const [row] = rows
  if (!row) return null
  const ill = row.findings.filter(({ isWell }) => !isWell)
  const at = `${row.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  if (ill.length === 0) return { what: 'nightly check', isWell: true, says: `nothing was wrong at ${at}` }
  return { what: 'nightly check', isWell: false, says: `at ${at}: ${ill.map(({ what, says }) => `${what}: ${says}`).join(' ')}` }
}
