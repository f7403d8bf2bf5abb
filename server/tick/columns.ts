import { arrayLiteral } from '#server/sql/arrayLiteral.ts'
import { numberArray, textArray } from '#server/sql/binaryArray.ts'
import { type WrittenTable, written, writtenTables } from '#server/sql/tick/write.ts'

type Type = (typeof written)[WrittenTable][number][1]
type Value<Of extends string> = Of extends 'smallint' | 'int' | 'bigint' | 'timestamptz' ? number : string
type Cell<Column> = Column extends readonly [string, infer Of extends string] ? Value<Of> | null : never
type Cells<Of extends readonly unknown[]> = { -readonly [I in keyof Of]: Cell<Of[I]> }
type Values<T extends WrittenTable> = Cells<(typeof written)[T]>

/** The parameters of the write, gathered row by row: an array a column. Instants are epoch ms, documents JSON text. */
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
  parameters(): (Buffer | string)[] {
    return writtenTables.flatMap((table) => written[table].map(([, type], i) => parameter(type, this.#columns.get(table)?.[i] ?? [])))
  }
}

function parameter(type: Type, values: (number | string | null)[]): Buffer | string {
  switch (type) {
    case 'text':
    case 'json':
      return textArray(type, values as (string | null)[])
    case 'tid':
    case 'numeric':
      return arrayLiteral(values)
    default:
      return numberArray(type, values as (number | null)[])
  }
}
