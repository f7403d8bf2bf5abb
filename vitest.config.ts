import { configDefaults, defineConfig } from 'vitest/config'

/** One project a kind of test: by what it needs, told from the file's name. Run one with --project unit|database|queue|faults. */
const kinds = { database: '**/*.db.test.ts', queue: '**/*.queue.test.ts', faults: '**/*.faults.test.ts' }
const elsewhere = [...configDefaults.exclude, '.data/**', '.next/**', 'tests/e2e/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...elsewhere, ...Object.values(kinds)],
          pool: 'threads',
          isolate: false, // pure: nothing is left behind by one file that another could meet
          setupFiles: ['tests/support/quiet.ts'],
        },
      },
      {
        test: {
          name: 'database',
          include: [kinds.database],
          exclude: elsewhere,
          globalSetup: ['tests/support/postgres.ts'],
          setupFiles: ['tests/support/quiet.ts', 'tests/support/ownDatabase.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'queue',
          include: [kinds.queue],
          exclude: elsewhere,
          globalSetup: ['tests/support/postgres.ts'],
          setupFiles: ['tests/support/quiet.ts', 'tests/support/ownDatabase.ts', 'tests/support/ownRedis.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: [kinds.faults],
          exclude: elsewhere,
          globalSetup: ['tests/support/postgres.ts'],
          setupFiles: ['tests/support/quiet.ts', 'tests/support/ownDatabase.ts', 'tests/support/ownRedis.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
