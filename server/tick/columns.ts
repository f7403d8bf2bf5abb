import { type WrittenTable, written, writtenTables } from '#server/sql/tick/write.ts'

type Value<Type extends string> = Type extends 'smallint' | 'int' | 'bigint' ? number : string | null
type Cell<Column> = Column extends readonly [string, infer Type extends string] ? Value<Type> : never
type Cells<Of extends readonly unknown[]> = { -readonly [I in keyof Of]: Cell<Of[I]> }
type Values<T extends WrittenTable> = Cells<(typeof written)[T]>

/**
 * The parameters of the write, gathered row by row: a JavaScript array a column. Instants are ISO strings, documents JSON
 * text.
 */
export class Columns {
  readonly #columns = new Map<WrittenTable, (number | string | null)[][]>(writtenTables.map((t) => [t, written[t].map(() => [])]))

  add<T extends WrittenTable>(table: T, ...row: Values<T>): void {
    const columns = this.#columns.get(table) ?? []
    const cells: readonly (number | string | null)[] = row
    for (let i = 0; i < columns.length; i++) columns[i]?.push(cells[i] ?? null)
  }

  count(table: WrittenTable): number {
    return this.#columns.get(table)?.[0]?.length ?? 0
  }

  /** Every column as an array literal, in the order of the statement's parameters. */
  literals(): string[] {
    return writtenTables.flatMap((table) => (this.#columns.get(table) ?? []).map(arrayLiteral))
  }
}

/** A column as a PostgreSQL array literal; the driver would inspect every element. */
export function arrayLiteral(column: readonly (number | string | null)[]): string {
  if (typeof column[0] === 'number') return `{${column.join(',')}}`
  return `{${column.map((value) => (value === null ? 'NULL' : quote(String(value)))).join(',')}}`
}

const SPECIAL = /["\\]/
const quote = (text: string) => `"${SPECIAL.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`
