import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'

/** One line of a bench: what was measured, its figure with unit, and the bar it is held against. */
export type Line = { what: string; figure: number; unit: string; bar?: { atLeast?: number; below?: number }; spread?: [number, number] }

const dir = path.resolve(import.meta.dirname, 'results')

/** Prints the table of a bench and writes bench/results/<name>.json. Returns whether every bar holds. */
export function publish(name: string, lines: Line[], notes: string[] = []): boolean {
  const rows = lines.map((line) => ({ ...line, holds: holds(line) }))
  const width = Math.max(...rows.map((row) => row.what.length))
  process.stdout.write(`\n${name}\n`)
  for (const row of rows)
    process.stdout.write(`  ${row.what.padEnd(width)}  ${show(row.figure).padStart(10)} ${row.unit.padEnd(12)} ${verdict(row)}\n`)
  for (const note of notes) process.stdout.write(`  ${note}\n`)
  mkdirSync(dir, { recursive: true })
  const machine = {
    cores: cpus().length,
    model: cpus()[0]?.model ?? '',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
  writeFileSync(
    path.join(dir, `${name}.json`),
    `${JSON.stringify({ name, at: new Date().toISOString(), machine, lines: rows, notes }, null, 2)}\n`,
  )
  return rows.every((row) => row.holds !== false)
}

function holds({ figure, bar }: Line): boolean | null {
  if (!bar) return null
  return (bar.atLeast === undefined || figure >= bar.atLeast) && (bar.below === undefined || figure < bar.below)
}

function verdict(row: Line & { holds: boolean | null }): string {
  const spread = row.spread ? `[${show(row.spread[0])} .. ${show(row.spread[1])}] ` : ''
  if (!row.bar) return spread
  const bar = row.bar.atLeast === undefined ? `below ${row.bar.below}` : `at least ${row.bar.atLeast}`
  return `${spread}${row.holds ? 'holds' : 'MISSED'}: ${bar}`
}

const show = (n: number) => (Math.abs(n) >= 1000 ? Math.round(n).toLocaleString('en-US') : Number(n.toPrecision(3)).toString())
