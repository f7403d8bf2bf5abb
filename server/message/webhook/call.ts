import type { Readable } from 'node:stream'
import { type Agent, request } from 'undici'
import { retryAfterSeconds, type Tried } from '#domain/message/webhook/verdict.ts'
import { NotConnected } from '#server/net/guardedAgent.ts'
import type { CallRequest } from './request.ts'
import { signedHeaders } from './sign.ts'

const READ_BYTES_MAX = 64 * 1_024

/** Makes one try of a call. Never throws. What is read of an answer ends at 64 KiB; redirects are not followed. */
export async function tryCall(agent: Agent, call: CallRequest, secrets: readonly string[], now: Date): Promise<Tried> {
  const { id, method, url, body, timeoutMs } = call
  const headers = { ...call.headers, ...signedHeaders(id, now, body ?? '', secrets) }
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await request(url, { dispatcher: agent, method, headers, body, signal: deadline, headersTimeout: 0, bodyTimeout: 0 })
    const retryAfter = answer.headers['retry-after']
    return {
      became: 'answered',
      status: answer.statusCode,
      body: await readSome(answer.body),
      retryAfterSeconds: retryAfterSeconds(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, now.getTime()),
    }
  } catch (error) {
    if (error instanceof NotConnected) return { became: error.why, detail: error.message }
    if (deadline.aborted) return { became: 'unanswered', detail: `No answer within ${timeoutMs / 1_000} seconds.` }
    return { became: 'unanswered', detail: error instanceof Error ? error.message : String(error) }
  }
}

/** The status is known: a body that breaks off, or takes longer than the call may, is as good as what came of it. */
async function readSome(body: Readable): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of body) {
      const bytes = Buffer.from(part)
      parts.push(bytes)
      size += bytes.length
      if (size >= READ_BYTES_MAX) break
    }
  } catch {
    // What was read is kept.
  }
  return Buffer.concat(parts).subarray(0, READ_BYTES_MAX).toString()
}
