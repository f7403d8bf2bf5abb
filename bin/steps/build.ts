import { build as bundle, stop as stopBundler } from 'esbuild'
import { mustRun, packageProgram } from '#bin/run/command.ts'
import { contentHash, whenChanged } from './stamp.ts'

/** Everything the built product is made from. */
const SOURCES = ['app', 'components', 'domain', 'messages', 'prisma/schema', 'public', 'server', 'web', 'worker']
const SETTINGS = ['next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json']

/** The pages by Next.js, the two processes by esbuild. Answers whether anything had to be built. */
export const build = (note: (text: string) => void = () => {}): Promise<boolean> =>
  whenChanged('.next/made-from', contentHash([...SOURCES, ...SETTINGS]), async () => {
    await buildProcesses()
    await mustRun('The build of the pages', packageProgram('next'), ['build'], {
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      onOutput: (text) => note(text.trim().split('\n').at(-1)?.slice(0, 60) ?? ''),
    })
  })

/** Packages stay outside: they are in node_modules, and a bundle of our own modules alone starts in a moment. */
async function buildProcesses(): Promise<void> {
  await bundle({
    entryPoints: { web: 'web/main.ts', next: 'web/next.ts', worker: 'worker/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'silent',
  })
  await stopBundler()
}
