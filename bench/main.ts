/** Each measures what its name says, prints a table, writes bench/results/<name>.json and tells whether its bars hold. */
const benches: Record<string, () => Promise<{ run(amount?: number): Promise<boolean> }>> = {
  backtest: () => import('./backtest.ts'),
  engine: () => import('./engine.ts'),
  ingest: () => import('./ingest.ts'),
  life: () => import('./life.ts'),
  load: () => import('./load.ts'),
  mailing: () => import('./mailing.ts'),
  million: () => import('./million.ts'),
  scale: () => import('./scale.ts'),
  workers: () => import('./workers.ts'),
}

/** `life=2000000`: some take an amount. */
const asked = new Map(process.argv.slice(2).map((word) => [word.split('=')[0] ?? '', Number(word.split('=')[1]) || undefined]))
const unknown = [...asked.keys()].find((name) => !benches[name])
if (unknown) {
  process.stderr.write(`There is no bench "${unknown}": choose from ${Object.keys(benches).join(', ')}.\n`)
  process.exit(1)
}
let holds = true
for (const [name, load] of Object.entries(benches)) {
  if (asked.size > 0 && !asked.has(name)) continue
  holds = (await (await load()).run(asked.get(name))) && holds
}
process.exit(holds ? 0 : 1)

export {}
