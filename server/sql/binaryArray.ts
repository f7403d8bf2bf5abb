/**
 * PostgreSQL arrays in their binary form (src/backend/utils/adt/arrayfuncs.c, array_recv): neither side makes text of numbers and instants,
 * or looks for quotes in documents. A parameter must be cast to the same element type.
 */

/** Object ids of element types (src/include/catalog/pg_type.dat) and, of numbers, how many bytes they take. */
const oids = { smallint: 21, int: 23, bigint: 20, timestamptz: 1184, text: 25, json: 114, jsonb: 3802 } as const
const sizes = { smallint: 2, int: 4, bigint: 8, timestamptz: 8 } as const
export type NumberType = keyof typeof sizes
export type TextType = 'text' | 'json' | 'jsonb'

/** Dimensions, whether there are nulls, element type; then, unless it is empty, length and lower bound. */
const HEADER = { empty: 12, filled: 20 }
const TWO_32 = 2 ** 32
const EPOCH_2000_MS = Date.UTC(2000, 0, 1)

/**
 * Integers, or instants in epoch ms (what is less than a millisecond is cut off, as in a Date).
 *
 * @throws UnfitNumber when a number is out of the type's range, or none
 */
export function numberArray(type: NumberType, values: readonly (number | null)[]): Buffer {
  const size = sizes[type]
  const bytes = Buffer.allocUnsafe(HEADER.filled + values.length * (4 + size))
  const view = viewOf(bytes)
  const write = writers[type]
  let at = writeHead(view, type, values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    view.setInt32(at, value === null ? -1 : size)
    at += 4
    if (value === null) continue
    write(view, at, value)
    at += size
  }
  return bytes.subarray(0, at)
}

/** Texts or JSON documents. */
export function textArray(type: TextType, values: readonly (string | null)[]): Buffer {
  const texts = type === 'jsonb' ? values.map((value) => (value === null ? null : JSONB_VERSION + value)) : values
  const bytes = plain(texts) ?? encoded(texts)
  const end = writeHead(viewOf(bytes), type, values.length)
  return values.length === 0 ? bytes.subarray(0, end) : bytes
}

const writers: { [Type in NumberType]: (view: DataView, at: number, value: number) => void } = {
  smallint: (view, at, value) => view.setInt16(at, within(value, 2 ** 15)),
  int: (view, at, value) => view.setInt32(at, within(value, 2 ** 31)),
  bigint: (view, at, value) => writeHalves(view, at, within(value, 2 ** 53)),
  timestamptz: (view, at, value) => writeHalves(view, at, (within(Math.trunc(value), 2 ** 53 / 1_000) - EPOCH_2000_MS) * 1_000),
}

/** A BigInt for each would be made to be thrown away. */
function writeHalves(view: DataView, at: number, value: number): void {
  const high = Math.floor(value / TWO_32)
  view.setInt32(at, high)
  view.setUint32(at + 4, value - high * TWO_32)
}

function within(value: number, limit: number): number {
  if (!Number.isInteger(value) || value < -limit || value >= limit) throw new UnfitNumber(`${value} is no whole number below ${limit}.`)
  return value
}

/** What PostgreSQL would have refused, had it been sent as text. */
export class UnfitNumber extends RangeError {
  override readonly name = 'UnfitNumber'
}

/** All at once, with room before each for its length; null where a byte is not a character everywhere. */
function plain(values: readonly (string | null)[]): Buffer | null {
  const text = ROOM + values.join(ROOM)
  // With room for one character more, a text that is longer in bytes never ends just where a plain one would.
  const bytes = Buffer.allocUnsafe(HEADER.filled + text.length + ROOM.length)
  if (bytes.write(text, HEADER.filled) !== text.length) return null
  const view = viewOf(bytes)
  let at = HEADER.filled
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null
    view.setInt32(at, value === null ? -1 : value.length)
    at += 4 + (value === null ? 0 : value.length)
  }
  return bytes.subarray(0, at)
}
const ROOM = '\0\0\0\0'
/** What jsonb begins with (src/backend/utils/adt/jsonb.c, jsonb_recv). */
const JSONB_VERSION = '\x01'

function encoded(values: readonly (string | null)[]): Buffer {
  const parts = [Buffer.alloc(HEADER.filled)]
  for (const value of values) {
    const bytes = Buffer.from(value ?? '')
    const length = Buffer.alloc(4)
    length.writeInt32BE(value === null ? -1 : bytes.length)
    parts.push(length, bytes)
  }
  return Buffer.concat(parts)
}

/** Where the elements begin. */
function writeHead(view: DataView, type: NumberType | TextType, count: number): number {
  view.setInt32(0, count === 0 ? 0 : 1)
  view.setInt32(4, 0)
  view.setInt32(8, oids[type])
  if (count === 0) return HEADER.empty
  view.setInt32(12, count)
  view.setInt32(16, 1)
  return HEADER.filled
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer) => new DataView(buffer, byteOffset, byteLength)
