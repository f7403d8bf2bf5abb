import type { Pool } from '#server/db/pg.ts'
import { logOf } from '#server/log.ts'
import { forgetExaminations, keepExamination, type LastExaminationRow, lastExamination } from '#server/sql/examinations.ts'
import { checkCounts } from './counts.ts'
import type { Finding } from './examine.ts'
import { checkMembers } from './members.ts'

/** Every night: whether nobody is stuck and the reports equal their rows. What was found is kept, and a fault is logged. */
export async function examineNightly(pool: Pool, signal?: AbortSignal): Promise<Finding[]> {
  const before = Date.now()
  const findings = [...(await checkMembers({ from: pool, signal })), await checkCounts()]
  if (signal?.aborted) return findings
  await pool.query({ ...keepExamination, values: [Date.now() - before, JSON.stringify(findings)] })
  await pool.query(forgetExaminations)
  for (const { what, says, isWell } of findings) if (!isWell) logOf('doctor').warn({ what }, says)
  return findings
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
