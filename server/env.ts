import { existsSync, readFileSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { z } from 'zod'
import { isCidr } from './net/address.ts'

/** The only place that reads process.env (root configuration files apart). Every secret may also come as NAME_FILE. */
const text = z.string().trim().min(1)
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  )
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: text.default('.data'),
  DATABASE_URL: text.optional(),
  REDIS_URL: text.optional(),
  SMTP_URL: text.optional(),
  SECRET_KEY: z.string().min(32, { error: 'must have at least 32 characters' }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SOJOURN_ADMIN_EMAIL: z.email().optional(),
  SOJOURN_ADMIN_PASSWORD: z.string().min(10, { error: 'must have at least 10 characters' }).optional(),
  /** Hops of reverse proxies in front whose X-Forwarded-For is believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  /** Ticks a worker runs side by side. */
  TICK_CONNECTIONS: z.coerce.number().int().min(1).max(32).default(2),
  /** Where a worker answers /healthz and /readyz; unset: nowhere. */
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Ranges of addresses that webhooks may call although they are not public. */
  WEBHOOK_ALLOW_PRIVATE_CIDRS: list.refine((cidrs) => cidrs.every(isCidr), { error: 'must be ranges such as 10.0.0.0/8,fd00::/8' }),
  /** Ports of public addresses that webhooks may call besides 80 and 443. */
  WEBHOOK_ALLOW_PORTS: list
    .refine((ports) => ports.every(isPort), { error: 'must be ports such as 8080,8443' })
    .transform((ports) => ports.map(Number)),
})
export const environmentVariables = Object.keys(schema.shape)
export type Env = Omit<z.infer<typeof schema>, 'APP_URL'> & { APP_URL: string }

/** Reads and checks the environment. Throws one sentence that names the variable and what it should be. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const values: Record<string, string> = {}
  for (const name of environmentVariables) {
    const file = source[`${name}_FILE`]
    if (source[name]) values[name] = source[name]
    else if (file) {
      if (!existsSync(file)) throw new Error(`${name}_FILE names ${file}, which does not exist.`)
      values[name] = readFileSync(file, 'utf8').trim()
    }
  }
  const parsed = schema.safeParse(values)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`${String(issue?.path[0])} ${issue?.message}. See .env.example.`)
  }
  const env = parsed.data
  return { ...env, DATA_DIR: resolve(env.DATA_DIR), APP_URL: (env.APP_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '') }
}

let cached: Env | undefined
export const env = (): Env => (cached ??= readEnv())

/** next-auth 4 reads its public address from the environment and nowhere else; here it is APP_URL. */
export function nameAddressForNextAuth(): void {
  process.env.NEXTAUTH_URL = env().APP_URL
}

/** The launcher found or made these: from here on they hold for this process and for those it starts. */
export function provideEnv(values: { [K in keyof Env]?: string | undefined }): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  cached = undefined
}

export const searchPath = (): string[] => (process.env.PATH ?? '').split(delimiter)

/** The environment of a process we start: ours, with `extra` over it. */
export const environmentWith = (extra: Record<string, string | undefined>): NodeJS.ProcessEnv => ({ ...process.env, ...extra })
