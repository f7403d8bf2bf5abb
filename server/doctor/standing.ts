import type { DoctorResource } from '#domain/operations/doctor.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { requestExamination } from '#server/queue/ring.ts'
import {
  askExamination,
  type LastExaminationRow,
  lastExamination,
  type OpenExaminationRow,
  openExamination,
} from '#server/sql/examinations.ts'

/**
 * What the last examination found, and how far the one is that is under way. It is of the whole installation, so rows and
 * names of other workspaces are left out: the command line names them.
 */
export async function doctorStanding(ctx: Ctx): Promise<DoctorResource> {
  authorise(ctx, 'admin')
  const [last, open] = await Promise.all([
    pool().query<LastExaminationRow>(lastExamination),
    pool().query<OpenExaminationRow>(openExamination),
  ])
  return { last: last.rows[0] ? lastOf(last.rows[0]) : null, running: open.rows[0] ? runningOf(open.rows[0]) : null }
}

/** Asks for an examination now; one that is asked for or under way already is the answer. */
export async function runDoctor(ctx: Ctx): Promise<DoctorResource> {
  authorise(ctx, 'admin')
  await pool().query(askExamination)
  requestExamination()
  return doctorStanding(ctx)
}

const lastOf = ({ at, tookMs, findings }: LastExaminationRow): NonNullable<DoctorResource['last']> => ({
  at: at.toISOString(),
  tookMs,
  isWell: findings.every(({ isWell }) => isWell),
  findings: findings.map(({ what, isWell, says, brief }) => ({ what, isWell, says: brief ?? (isWell ? says : SEE_COMMAND) })),
})
const SEE_COMMAND = 'Something is wrong. The command line names it: sojourn doctor --members --counts.'

const runningOf = ({ at, beganAt, done, steps }: OpenExaminationRow): NonNullable<DoctorResource['running']> => ({
  ...{ askedAt: at.toISOString(), beganAt: beganAt?.toISOString() ?? null, done, steps },
})
