import type { Sql } from '#server/db/pg.ts'

/** By column, a cell for every row. */
export type Cells<Row> = { [Column in keyof Row]: readonly Row[Column][] }
/** Rows by column: a JSON array each, null where there are no rows. */
export type Packs<Row> = { [Column in keyof Row]: readonly Row[Column][] | null }
/** By id of the row, of those rows that have any of the columns that are seldom set, their values in the order of the definition. */
type SeldomPack = Readonly<Record<string, readonly unknown[]>> | null
type Answer<Row, Seldom extends keyof Row> = Packs<Omit<Row, Seldom>> & { seldom?: SeldomPack }

/** What a row is made of. `seldomOf`: what is seldom set, of the row with this id; every column is null in most. */
export type Source<Row, Seldom extends keyof Row> = Cells<Omit<Row, Seldom>> & { seldomOf(id: number): Readonly<Pick<Row, Seldom>> }

/**
 * A statement whose rows come as one, by column. A tick reads rows by the thousand, and what the driver does for every cell of
 * them costs more than all that is decided on them.
 */
export type Packed<Row, Seldom extends keyof Row = never, Made = Row> = Sql & {
  /** The rows again, from what the statement answered with. */
  unpack(answer: Answer<Row, Seldom> | undefined): Made[]
}

type Definition<Row, Seldom extends keyof Row, Made> = {
  name: string
  /** By column, its SQL. */
  columns: { [Column in keyof Omit<Row, Seldom>]: string }
  /**
   * Those that are seldom set, by column, their SQL; null where there is no value. `id`: the SQL that names the row. Together they cost
   * a row without any of them less than one column does.
   */
  seldom?: { id: string; columns: { [Column in Seldom]: string } }
  /** Everything from `from` on. */
  from: string
  /** Written out: an object that is made name by name is slower to make, and larger. */
  row(of: Source<Row, Seldom>, at: number): Made
}

export const packed = <Row, Seldom extends keyof Row = never, Made = Row>({
  name,
  columns,
  seldom,
  from,
  row,
}: Definition<Row, Seldom, Made>): Packed<Row, Seldom, Made> => ({
  name,
  text: `\nselect ${[packs(columns), ...(seldom ? [seldomPack(seldom)] : [])].join(',\n  ')}\n${from}`,
  unpack: (answer) => {
    if (!answer) return []
    const seldomOf = seldomReader<Pick<Row, Seldom>>(Object.keys(seldom?.columns ?? {}), answer.seldom ?? null)
    return unpack<Omit<Row, Seldom>, Made>(answer, Object.keys(columns), (cells) => {
      const of = { ...cells, seldomOf }
      return (at) => row(of, at)
    })
  },
})

/** The select list that packs columns. */
export const packs = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([name, sql]) => `json_agg(${sql}) as "${name}"`)
    .join(',\n  ')

function seldomPack({ id, columns }: { id: string; columns: Readonly<Record<string, string>> }): string {
  const values = Object.values(columns)
  const isAny = values.map((sql) => `${sql} is not null`).join(' or ')
  return `json_object_agg(${id}, json_build_array(${values.join(', ')})) filter (where ${isAny}) as seldom`
}

function seldomReader<Values>(names: readonly string[], pack: SeldomPack): (id: number) => Values {
  const valuesOf = (cells: readonly unknown[]) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? null])) as Values
  const nothing = valuesOf([])
  if (!pack) return () => nothing
  return (id) => {
    const cells = pack[id]
    return cells ? valuesOf(cells) : nothing
  }
}

/** `dense`: the names of those columns that have a cell for every row. `from`: how to make the row at a place of the cells. */
export function unpack<Row, Made>(of: Packs<Row>, dense: readonly string[], from: (cells: Cells<Row>) => (at: number) => Made): Made[] {
  if (!isFilled(of, dense)) return []
  const [first] = dense
  const column: unknown = first === undefined ? [] : Reflect.get(of, first)
  const count = Array.isArray(column) ? column.length : 0
  const make = from(of)
  const rows: Made[] = []
  for (let at = 0; at < count; at++) rows.push(make(at))
  return rows
}

/** A column without a value still has a null for each row. */
const isFilled = <Row>(of: Packs<Row>, dense: readonly string[]): of is Packs<Row> & Cells<Row> =>
  dense.every((name) => Reflect.get(of, name) !== null)

/** One cell; `at` is below the length of the column. */
export const cell = <T>(cells: readonly T[], at: number): T => cells[at] as T
