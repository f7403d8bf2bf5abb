import type { Sql } from '#server/db/pg.ts'

/** Rows by column: a JSON array each, null where there are no rows. */
export type Packs<Row> = { [Column in keyof Row]: Row[Column][] | null }
export type Cells<Row> = { [Column in keyof Row]: readonly Row[Column][] }

/**
 * A statement whose rows come as one, by column. A tick reads rows by the thousand, and what the driver does for every cell of
 * them costs more than all that is decided on them.
 */
export type Packed<Row> = Sql & {
  /** The rows again, from what the statement answered with. */
  unpack(packs: Packs<Row> | undefined): Row[]
}

type Definition<Row> = {
  name: string
  /** By column, its SQL. */
  columns: { [Column in keyof Row]: string }
  /** Everything from `from` on. */
  from: string
  /** Written out: an object that is made name by name is slower to make, and larger. */
  row(of: Cells<Row>, at: number): Row
}

export const packed = <Row>({ name, columns, from, row }: Definition<Row>): Packed<Row> => ({
  name,
  text: `\nselect ${packs(columns)}\n${from}`,
  unpack: (of) => (of ? unpack(of, row) : []),
})

/** The select list that packs columns. */
export const packs = <Row>(columns: { [Column in keyof Row]: string }): string =>
  Object.entries<string>(columns)
    .map(([name, sql]) => `json_agg(${sql}) as "${name}"`)
    .join(',\n  ')

export function unpack<Packed, Row = Packed>(of: Packs<Packed>, row: (of: Cells<Packed>, at: number) => Row): Row[] {
  if (!isFilled(of)) return []
  const [first] = Object.values<readonly unknown[]>(of)
  const rows: Row[] = []
  for (let at = 0; at < (first?.length ?? 0); at++) rows.push(row(of, at))
  return rows
}

/** A column without a value still has a null for each row. */
const isFilled = <Row>(of: Packs<Row>): of is Packs<Row> & Cells<Row> => Object.values(of).every((cells) => cells !== null)

/** One cell; `at` is below the length of the column. */
export const cell = <T>(cells: readonly T[], at: number): T => cells[at] as T
