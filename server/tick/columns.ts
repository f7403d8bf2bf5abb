import { arrayLiteral } from '#server/sql/arrayLiteral.ts'
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

  /** Every column as the statement takes it, in the order of its parameters. */
  literals(): string[] {
    const literals: string[] = []
    for (const table of writtenTables) {
      for (const [i, [, type]] of written[table].entries()) {
        const column = this.#columns.get(table)?.[i] ?? []
        literals.push(type === 'json' ? column.join('\n') : arrayLiteral(column))
      }
    }
    return literals
  }
}
