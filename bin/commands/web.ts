import { requirePort } from '#bin/installation/port.ts'
import { runOne } from '#bin/run/one.ts'
import { env } from '#server/env.ts'

/** `npm run web`: one web process, on PORT. */
export async function run(): Promise<void> {
  await requirePort(env().PORT)
  await runOne('web')
}
