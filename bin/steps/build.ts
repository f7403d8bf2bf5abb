import { rm } from 'node:fs/promises'
import { type BuildOptions, build as bundle, stop as stopBundler } from 'esbuild'
import { mustRun, packageProgram } from '#bin/run/command.ts'
import { BUILD_STAMP, buildHash } from './built.mjs'
import { whenChanged } from './stamp.mjs'

/** The pages by Next.js, the two processes, the thread of a ticker and the command line by esbuild. Answers whether anything had to be built. */
export const build = (note: (text: string) => void = () => {}): Promise<boolean> =>
  whenChanged(BUILD_STAMP, buildHash(), async () => {
    await buildProcesses()
    await mustRun('The build of the pages', packageProgram('next'), ['build'], {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      onOutput: (text) => note(text.trim().split('\n').at(-1)?.slice(0, 60) ?? ''),
    })
  })

/** Packages stay outside: they are in node_modules, and a bundle of our own modules alone starts in a moment. */
const bundled: BuildOptions = {
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  sourcemap: true,
  logLevel: 'silent',
}

async function buildProcesses(): Promise<void> {
  const entryPoints = { web: 'web/main.ts', next: 'web/next.ts', worker: 'worker/main.ts', tickThread: 'server/tick/tickThread.ts' }
  await bundle({ ...bundled, entryPoints, outdir: 'dist' })
  // In parts, so that a command loads what it needs. They are called by their content: those of the last build would stay.
  await rm('dist/cli', { recursive: true, force: true })
  await bundle({ ...bundled, entryPoints: { cli: 'bin/cli/cli.ts' }, outdir: 'dist/cli', splitting: true })
  await stopBundler()
}
