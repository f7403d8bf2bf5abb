import { contentHash, isDoneFor } from './stamp.mjs'

/** Everything the built product is made from. */
const SOURCES = ['app', 'bin', 'components', 'domain', 'messages', 'prisma/schema', 'public', 'server', 'web', 'worker']
const SETTINGS = ['next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json']

/** What the build was made from. */
export const BUILD_STAMP = '.next/made-from'
export const buildHash = () => contentHash([...SOURCES, ...SETTINGS])

/** Whether what lies in dist is made from the sources as they are. */
export const isBuilt = () => isDoneFor(BUILD_STAMP, buildHash())
