import { vitest } from '#bin/test/vitest.ts'
import { runAlone } from './testFaults.ts'

/** `npm run test:nightly`: what npm test shows by a few seeds, by many. What fails names its seed. */
export const run = (): Promise<void> =>
  runAlone([
    { name: 'faults', run: () => vitest('faults', { SEEDS: '200', REPLAYS: '5' }) },
    { name: 'model', run: () => vitest('database', { RUNS: '200' }, 'server/tick/model') },
  ])
