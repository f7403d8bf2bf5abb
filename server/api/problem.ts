import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { ApiProblem } from '#domain/api/common.ts'
import { AppError, refusals } from '#server/errors.ts'
import { fieldErrors } from './sentence.ts'

export const NEVER_STORED = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' } as const

/**
 * Any error as an RFC 9457 answer: the one place where refusals become HTTP. A zod error is a 400 that lists every
 * field at fault; what is no refusal is a bug or an outage: 500, and the caller learns nothing but the request's id.
 */
export function problemOf(error: unknown, requestId: string): { status: number; headers: Record<string, string>; body: ApiProblem } {
  const refusal = refusalOf(error)
  const status = refusal ? refusals[refusal.refusal] : 500
  const { errors, retryAfterSeconds, extra } = refusal?.more ?? {}
  const code = refusal?.code ?? 'internal'
  return {
    status,
    headers: {
      ...NEVER_STORED,
      'Content-Type': 'application/problem+json',
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
    body: {
      ...extra,
      type: `urn:sojourn:problem:${code}`,
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail: refusal?.message ?? `Something went wrong on our side. Try again; if it stays, tell your administrator the id ${requestId}.`,
      code,
      requestId,
      ...(errors ? { errors } : {}),
    },
  }
}

function refusalOf(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  if (error instanceof z.core.$ZodError) {
    const errors = fieldErrors(error.issues)
    const first = errors[0]
    const where = first?.pointer ? `${first.pointer.slice(1)}: ` : ''
    return new AppError('invalid', 'invalid', `The request is not valid. ${where}${first?.detail ?? ''}`.trim(), { errors })
  }
  if (unreachable(error))
    return new AppError('unavailable', 'unavailable', 'The database cannot be reached. Try again in a moment.', { retryAfterSeconds: 5 })
  return undefined
}

const OUTAGES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', '57P01', '57P02', '57P03', '53300', 'P1001', 'P1017'])
const unreachable = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && OUTAGES.has(error.code)

/** The same as a Response. */
export function problemResponse(error: unknown, requestId: string): Response {
  const { status, headers, body } = problemOf(error, requestId)
  return new Response(JSON.stringify(body), { status, headers: { ...headers, 'X-Request-Id': requestId } })
}
