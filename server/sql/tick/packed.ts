import type { Sql } from '#server/db/pg.ts'

/** By id of the row, where it has a value. */
type Sparse<Value> = Readonly<Record<string, NonNullable<Value>>>

/**
 * Rows by column: a JSON array each, null where there are no rows. Columns that are seldom set are objects, null where none is: a cell
 * costs PostgreSQL a fifth of a microsecond, also one without a value.
 */
export type Packs<Row, Seldom extends keyof Row = never> = { [Column in Exclude<keyof Row, Seldom>]: Row[Column][] | null } & {
  [Column in Seldom]: Sparse<Row[Column]> | null
}
/** The same of an answer that has rows. */
export type Cells<Row, Seldom extends keyof Row = never> = { [Column in Exclude<keyof Row, Seldom>]: readonly Row[Column][] } & {
  [Column in Seldom]: Sparse<Row[Column]> | null
}

/**
 * A statement whose rows come as one, by column. A tick reads rows by the thousand, and what the driver does for every cell of
 * them costs more than all that is decided on them.
 */
export type Packed<Row, Seldom extends keyof Row = never> = Sql & {
  /** The rows again, from what the statement answered with. */
  unpack(packs: Packs<Row, Seldom> | undefined): Row[]
}

type Definition<Row, Seldom extends keyof Row> = {
  name: string
  /** By column, its SQL. */
  columns: { [Column in Exclude<keyof Row, Seldom>]: string }
  /** Those that are seldom set, by column, their SQL; null where there is no value. `id`: the SQL that names the row. */
  seldom?: { id: string; columns: { [Column in Seldom]: string } }
  /** Everything from `from` on. */
  from: string
  /** Written out: an object that is made name by name is slower to make, and larger. */
  row(of: Cells<Row, Seldom>, at: number): Row
}

export const packed = <Row, Seldom extends keyof Row = never>({
  name,
  columns,
  seldom,
  from,
  row,
}: Definition<Row, Seldom>): Packed<Row, Seldom> => ({
  name,
  text: `\nselect ${[packs(columns), ...(seldom ? [sparsePacks(seldom)] : [])].join(',\n  ')}\n${from}`,
  unpack: (of) => (of ? unpack(of, Object.keys(columns), row) : []),
})

/** The select list that packs columns. */
export const packs = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([name, sql]) => `json_agg(${sql}) as "${name}"`)
    .join(',\n  ')

const sparsePacks = ({ id, columns }: { id: string; columns: Readonly<Record<string, string>> }): string =>
  Object.entries(columns)
    .map(([name, sql]) => `json_object_agg(${id}, ${sql}) filter (where ${sql} is not null) as "${name}"`)
    .join(',\n  ')

/** `dense`: the names of those columns that have a cell for every row. */
export function unpack<Row, Seldom extends keyof Row, Made>(
  of: Packs<Row, Seldom>,
  dense: readonly string[],
  row: (of: Cells<Row, Seldom>, at: number) => Made,
): Made[] {
  if (!isFilled(of, dense)) return []
  const [first] = dense
  const column: unknown = first === undefined ? [] : Reflect.get(of, first)
  const count = Array.isArray(column) ? column.length : 0
  const rows: Made[] = []
  for (let at = 0; at < count; at++) rows.push(row(of, at))
  return rows
}

/** A column without a value still has a null for each row. */
const isFilled = <Row, Seldom extends keyof Row>(
  of: Packs<Row, Seldom>,
  dense: readonly string[],
): of is Packs<Row, Seldom> & Cells<Row, Seldom> => dense.every((name) => Reflect.get(of, name) !== null)

/** One cell; `at` is below the length of the column. */
export const cell = <T>(cells: readonly T[], at: number): T => cells[at] as T

/** One cell of a column that is seldom set. */
export const seldomCell = <T>(cells: Readonly<Record<string, T>> | null, id: number): T | null => cells?.[id] ?? null
