import type { z } from 'zod'
import { type ApiProblem, problemSchema } from '#domain/api/common.ts'

/** A refusal or a failure of our API; `status` 0: nothing answered. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: ApiProblem,
    /** The whole answer, for members of the problem beyond the common ones. */
    readonly body: unknown = problem,
  ) {
    super(problem.detail)
    this.name = 'ApiError'
  }
  get code() {
    return this.problem.code
  }
  get requestId() {
    return this.problem.requestId || null
  }
}

export type ApiRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}
export type Api = {
  /** Sends and parses the answer with `schema`. Throws ApiError. */
  <Answer>(path: string, schema: z.ZodType<Answer>, request?: ApiRequest): Promise<Answer>
  /** The same, for answers without a body. */
  send(path: string, request?: ApiRequest): Promise<void>
}

/** Talks to /api/v1 as the signed-in operator, in one workspace. `path` begins after /api/v1, such as "/journeys". */
export function apiFor(workspaceSlug: string | null): Api {
  const call = async (path: string, request: ApiRequest = {}) => {
    const answer = await fetch(`/api/v1${path}${search(request.query)}`, {
      method: request.method ?? 'GET',
      headers: {
        Accept: 'application/json',
        ...(workspaceSlug ? { 'Sojourn-Workspace': workspaceSlug } : {}),
        ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      signal: request.signal ?? null,
      credentials: 'same-origin',
      cache: 'no-store',
    }).catch((error: unknown) => {
      if (request.signal?.aborted) throw error
      throw new ApiError(0, { ...unanswered, detail: 'No connection to the server.' })
    })
    if (!answer.ok) throw await refusal(answer)
    return answer
  }
  const api = async <Answer>(path: string, schema: z.ZodType<Answer>, request?: ApiRequest) =>
    schema.parse(await (await call(path, request)).json())
  return Object.assign(api, { send: async (path: string, request?: ApiRequest) => void (await call(path, request)) })
}

const unanswered: ApiProblem = { type: 'about:blank', title: 'Error', status: 0, detail: '', code: 'offline', requestId: '' }

async function refusal(answer: Response): Promise<ApiError> {
  const body: unknown = await answer.json().catch(() => null)
  const parsed = problemSchema.safeParse(body)
  if (parsed.success) return new ApiError(answer.status, parsed.data, body)
  return new ApiError(answer.status, {
    ...unanswered,
    status: answer.status,
    code: 'internal',
    detail: `The server answered ${answer.status}.`,
    requestId: answer.headers.get('X-Request-Id') ?? '',
  })
}

function search(query: ApiRequest['query']): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  const text = params.toString()
  return text && `?${text}`
}
