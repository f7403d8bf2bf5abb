import { AppError } from '#server/errors.ts'

export const BODY_BYTES_MAX = 1_000_000
const DEPTH_MAX = 64

/** Reads a JSON body. Refuses one that is too large, malformed, too deep, or holds what must not or cannot be stored. */
export async function readJson(request: Request, bytesMax = BODY_BYTES_MAX): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  const text = await readText(request, bytesMax)
  if (text === '') return undefined
  if (!/^application\/(.+\+)?json\b/i.test(type))
    throw new AppError('unsupported', 'content_type', 'The body must be JSON: send the header Content-Type: application/json.')
  return parseJson(text)
}

export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError(
      'invalid',
      'malformed_json',
      `The body is not valid JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    )
  }
  refuseUnstorable(value, '', 0)
  return value
}

async function readText(request: Request, bytesMax: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax)
  if (!request.body) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = request.body.getReader()
  let bytes = 0
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
    if (bytes > bytesMax) {
      await reader.cancel()
      throw tooLarge(bytesMax)
    }
    text += decode(decoder, value)
  }
  return text + decode(decoder)
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    throw new AppError('invalid', 'malformed_text', 'The body is not valid UTF-8.')
  }
}

const tooLarge = (bytesMax: number) =>
  new AppError('tooLarge', 'body_too_large', `The body is larger than ${bytesMax.toLocaleString('en')} bytes. Send less at once.`)

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const storable = (text: string) => !text.includes('\0') && !LONE_SURROGATE.test(text)

function refuseUnstorable(value: unknown, pointer: string, depth: number): void {
  if (depth > DEPTH_MAX) throw at(pointer.slice(0, 200), `is nested more than ${DEPTH_MAX} levels deep`)
  if (typeof value === 'string' && !storable(value))
    throw at(pointer, 'holds a NUL character or half of a character, which cannot be stored')
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const inside = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (key === '__proto__') throw at(inside, 'is a name that cannot be used')
    if (!storable(key)) throw at(pointer, 'has a name with a NUL character or half of a character, which cannot be stored')
    refuseUnstorable(inner, inside, depth + 1)
  }
}

const at = (pointer: string, detail: string) =>
  new AppError('invalid', 'invalid', `The body is refused: ${pointer || 'it'} ${detail}.`, { errors: [{ pointer, detail: `${detail}.` }] })
