import { statfs } from 'node:fs/promises'
import { pool } from '#server/db/pg.ts'
import { env } from '#server/env.ts'
import { askRedis } from '#server/queue/reachable.ts'
import { readVitals, type Vitals } from '#server/sql/readVitals.ts'
import { lastNight } from './nightly.ts'

/** One thing that was looked at, and what to do when it is not well. `brief` names no rows: any workspace may read it. */
export type Finding = { what: string; isWell: boolean; says: string; brief?: string }

const SKEW_SECONDS_MAX = 2
const DISK_BYTES_MIN = 2 ** 30
/** A worker looks every quarter of a second; a long tick and a pause of garbage collection are forgiven. */
const SILENCE_SECONDS_MAX = 15
const WAIT_SECONDS_MAX = 60

const well = (what: string, says: string): Finding => ({ what, isWell: true, says })
const ill = (what: string, says: string): Finding => ({ what, isWell: false, says })
const judge = (isWell: boolean, what: string, says: string, advice: string): Finding =>
  isWell ? well(what, says) : ill(what, `${says}. ${advice}`)

/** Looks at everything an installation stands on. Throws nothing: what cannot be looked at is a finding. */
export async function examine(): Promise<Finding[]> {
  const node = well('node', process.versions.node)
  const [disk, redis] = await Promise.all([examineDisk(), examineRedis()])
  try {
    const before = Date.now()
    const vitals = await readVitals(pool())
    const night = await lastNight(pool())
    return [node, ...judgeVitals(vitals, (before + Date.now()) / 2), ...(night ? [night] : []), redis, disk]
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [node, ill('database', `it cannot be asked: ${reason}. Is it running, and is DATABASE_URL right?`), redis, disk]
  }
}

/** Whether any worker is at work on the database right now. */
export async function isAnyWorkerAlive(): Promise<boolean> {
  const { workers, silenceSeconds } = await readVitals(pool())
  return workers > 0 && silenceSeconds < SILENCE_SECONDS_MAX
}

function judgeVitals(vitals: Vitals, localMs: number): Finding[] {
  const skew = Math.abs(vitals.now.getTime() - localMs) / 1000
  const { workers, silenceSeconds } = vitals
  return [
    judge(
      vitals.major >= 15,
      'database',
      `PostgreSQL ${vitals.version}, ${megabytes(vitals.bytes)}`,
      'Sojourn needs PostgreSQL 15 or newer.',
    ),
    judge(
      vitals.migrations > 0,
      'migrations',
      `${vitals.migrations} applied, the last ${vitals.lastMigration}`,
      'Start web, worker or npm start once: each applies them.',
    ),
    judge(
      workers > 0 && silenceSeconds < SILENCE_SECONDS_MAX,
      'workers',
      workers ? `${workers} at work, heard of ${seconds(silenceSeconds)} ago` : 'none',
      'Nothing moves without one: npm run worker.',
    ),
    judge(skew < SKEW_SECONDS_MAX, 'clock', `${skew.toFixed(1)} s apart from the database's`, 'Set the time of this machine (NTP).'),
    waiting('inbox', vitals.inbox, vitals.inboxSeconds),
    waiting('timers', vitals.overdue, vitals.overdueSeconds),
    waiting('outbox', vitals.outbox, vitals.outboxSeconds),
    judge(
      vitals.deadLetters === vitals.failedJobs,
      'dead letters',
      `${vitals.deadLetters - vitals.failedJobs}, ${vitals.held} members held`,
      'Look at them under Settings, and replay them.',
    ),
    judge(
      vitals.failedJobs === 0,
      'jobs',
      vitals.failedJobs ? `${vitals.failedJobs} failed, the last ${vitals.failedJob ?? ''}` : 'none has failed',
      'Most are tried again by themselves; those of a workspace are under Settings, dead letters.',
    ),
  ]
}

const waiting = (what: string, count: number, age: number): Finding =>
  judge(
    age < WAIT_SECONDS_MAX,
    what,
    count ? `${count} waiting, the oldest for ${seconds(age)}` : 'nothing waits',
    'Workers are missing or overloaded: start more of them.',
  )

async function examineRedis(): Promise<Finding> {
  if (!env().REDIS_URL) return well('Redis', 'none: queues run in PostgreSQL')
  const state = await askRedis()
  return judge(
    state !== 'down',
    'Redis',
    state === 'down' ? 'it does not answer' : 'answers',
    'Work goes on every 250 ms meanwhile; is it running, and is REDIS_URL right?',
  )
}

async function examineDisk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(env().DATA_DIR)
  return judge(
    bavail * bsize > DISK_BYTES_MIN,
    'disk',
    `${megabytes(bavail * bsize)} free for ${env().DATA_DIR}`,
    'Make room: PostgreSQL stops when the disk is full.',
  )
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MB`
const seconds = (count: number) => (count < 120 ? `${count.toFixed(1)} s` : `${Math.round(count / 60)} min`)
