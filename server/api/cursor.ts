import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '#server/errors.ts'

const wireSchema = z.tuple([z.string(), z.json()])

/** Names the list a cursor belongs to: the filters and the order it was made under. */
const filterHash = (filters: unknown) => createHash('sha256').update(JSON.stringify(filters)).digest('base64url').slice(0, 8)

/** An opaque cursor: where a list stopped. `filters` is everything else that decides what the list holds, and its order. */
export function encodeCursor(position: z.core.util.JSONType, filters: unknown): string {
  return Buffer.from(JSON.stringify([filterHash(filters), position])).toString('base64url')
}

/** The position a cursor stands for. Refuses one that is damaged, or made under other filters, with 400. */
export function decodeCursor<T extends z.ZodType>(cursor: string | undefined, filters: unknown, position: T): z.output<T> | undefined {
  if (cursor === undefined) return undefined
  const wire = wireSchema.safeParse(parse(cursor))
  if (!wire.success) throw damaged()
  const [hash, at] = wire.data
  if (hash !== filterHash(filters))
    throw new AppError('invalid', 'cursor_changed', 'The cursor belongs to a list with other filters. Start again without a cursor.')
  const parsed = position.safeParse(at)
  if (!parsed.success) throw damaged()
  return parsed.data
}

/** Splits rows read with `limit + 1` into the page and the cursor of the next one. */
export function pageOf<Row>(rows: Row[], limit: number, filters: unknown, position: (row: Row) => z.core.util.JSONType) {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(position(last), filters) : null }
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const damaged = () =>
  new AppError('invalid', 'cursor', 'The cursor cannot be read. Send back nextCursor exactly as it came, or start again without one.')
