import { z } from 'zod'
import type { Answer } from '#domain/engine/decision.ts'
import { storable } from '#server/sql/storable.ts'

type Json = Answer['body']
const BODY_BYTES_MAX = 32 * 1_024
const DEPTH_MAX = 20
const jsonSchema = z.json()

/** A body as JSON, else as text; no more than 32 KiB, nothing that PostgreSQL cannot keep. null: there was none. */
export function answerBody(text: string): Json {
  const bytes = Buffer.from(text)
  if (bytes.length === 0) return null
  if (bytes.length > BODY_BYTES_MAX) return storable(bytes.subarray(0, BODY_BYTES_MAX).toString())
  try {
    const parsed: unknown = JSON.parse(text)
    if (isFlat(parsed, DEPTH_MAX)) return clean(jsonSchema.parse(parsed))
  } catch {
    // Not JSON: kept as the text it is.
  }
  return storable(text)
}

const isFlat = (value: unknown, depth: number): boolean =>
  typeof value !== 'object' || value === null || (depth > 0 && Object.values(value).every((one) => isFlat(one, depth - 1)))

function clean(value: Json): Json {
  if (typeof value === 'string') return storable(value)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [storable(key), clean(one)]))
}
