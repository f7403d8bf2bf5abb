import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'

const WINDOW_MINUTES = 15
const FAILURES_PER_ACCOUNT_MAX = 10
const FAILURES_PER_ADDRESS_MAX = 50

/** Who is being guessed at, and from where. */
const subjects = (email: string, address: string) => [`email:${email}`, `ip:${address}`]

/** Refuses with 429 once an account or an address has failed too often lately. Counted in the database, for all processes. */
export async function refuseGuessing(email: string, address: string): Promise<void> {
  const { rows } = await pool().query<{ failures: number; subject: string }>({
    name: 'sign_in_failures',
    text: `select subject, count(*)::int as failures from sign_in_attempt
           where subject = any($1) and at > now() - make_interval(mins => $2) group by subject`,
    values: [subjects(email, address), WINDOW_MINUTES],
  })
  const over = rows.some((row) => row.failures >= (row.subject.startsWith('email:') ? FAILURES_PER_ACCOUNT_MAX : FAILURES_PER_ADDRESS_MAX))
  if (over)
    throw new AppError('tooMany', 'sign_in_throttled', `Too many failed sign-ins. Wait ${WINDOW_MINUTES} minutes and try again.`, {
      retryAfterSeconds: WINDOW_MINUTES * 60,
    })
}

/** Counts a failure, and forgets those nobody counts any more. */
export async function recordFailure(email: string, address: string): Promise<void> {
  await pool().query(`insert into sign_in_attempt (subject) select unnest($1::text[])`, [subjects(email, address)])
  await pool().query(`delete from sign_in_attempt where at < now() - interval '1 day'`)
}

/** The account's failures are forgiven once its password was given. */
export async function forgiveFailures(email: string): Promise<void> {
  await pool().query('delete from sign_in_attempt where subject = $1', [`email:${email}`])
}
