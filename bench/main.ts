/** Each measures what its name says, prints a table, writes bench/results/<name>.json and tells whether its bars hold. */
const benches: Record<string, () => Promise<{ run(): Promise<boolean> }>> = {
  backtest: () => import('./backtest.ts'),
  engine: () => import('./engine.ts'),
  ingest: () => import('./ingest.ts'),
  load: () => import('./load.ts'),
  scale: () => import('./scale.ts'),
}

const names = process.argv.slice(2)
const unknown = names.find((name) => !benches[name])
if (unknown) {
  process.stderr.write(`There is no bench "${unknown}": choose from ${Object.keys(benches).join(', ')}.\n`)
  process.exit(1)
}
let holds = true
for (const [name, load] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue
  holds = (await (await load()).run()) && holds
}
process.exit(holds ? 0 : 1)

export {}
