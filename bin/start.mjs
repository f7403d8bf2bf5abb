// The way in of every npm script. Plain JavaScript without dependencies, so that it runs on a bare clone: checks Node,
// installs what is missing, then hands over to bin/main.ts.
import { checkNode } from './steps/node.mjs'

const refusal = checkNode(process.versions.node)
if (refusal) {
  process.stderr.write(`${refusal}\n`)
  process.exit(1)
}
const { enter } = await import('./steps/enter.mjs')
await enter(process.argv.slice(2))
