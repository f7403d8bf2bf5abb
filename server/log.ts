import { type Logger, pino } from 'pino'
import { env } from './env.ts'

const secret = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'key',
  'apiKey',
  'writeKey',
  'SECRET_KEY',
  'DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
]

let root: Logger | undefined

/** The process's log: one JSON object a line on stdout, level from LOG_LEVEL. Keys, passwords and cookies never get into it. */
export function log(): Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `headers["${name}"]`, `*.headers["${name}"]`]), censor: '[redacted]' },
  })
  return root
}

/** A log whose lines carry `part`, such as "ingest" or "tick". */
export const logOf = (part: string): Logger => log().child({ part })
