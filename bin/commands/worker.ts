import { runOne } from '#bin/run/one.ts'

/** `npm run worker`: one worker process. */
export const run = (): Promise<void> => runOne('worker')
