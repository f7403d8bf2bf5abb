import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import { AppError } from '#server/errors.ts'

const tooLarge = (bytes: number) =>
  new AppError('tooLarge', 'too_large', `The body is larger than ${bytes} bytes. Send fewer events in one request.`)

/** The body as sent. Refuses with 413 as soon as more than `maxBytes` have come. */
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return reject(tooLarge(maxBytes))
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) {
        request.removeAllListeners('data')
        request.resume()
        return reject(tooLarge(maxBytes))
      }
      chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => {
      if (!request.complete) reject(new AppError('invalid', 'aborted', 'The request ended before its body did.'))
    })
  })
}

const unzip = { gzip: promisify(gunzip), deflate: promisify(inflate) }

/** Undoes gzip (also when unannounced: JSON never begins with its magic number) and deflate, refusing what grows too large. */
export async function decoded(bytes: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isGzip && (encoding === undefined || encoding === 'identity' || encoding === 'gzip' || encoding === 'x-gzip')) return bytes
  if (!isGzip && encoding !== 'deflate')
    throw new AppError('unsupported', 'encoding', `The encoding ${encoding} is not read here. Send gzip, deflate or none.`)
  try {
    return await unzip[isGzip ? 'gzip' : 'deflate'](bytes, { maxOutputLength: maxBytes })
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(maxBytes)
    throw new AppError('invalid', 'encoding', 'The body could not be decompressed.')
  }
}

/** JSON whatever the Content-Type says: the clients in use send text/plain and form types with it. */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new AppError('invalid', 'malformed', 'The body is not UTF-8.')
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new AppError('invalid', 'malformed', 'The body is not JSON.')
  }
}
