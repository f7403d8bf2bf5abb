/** A refusal: mapped to HTTP once (server/api/problem.ts). A bug or an outage throws something else. */
export const refusals = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  conflict: 409,
  tooLarge: 413,
  unsupported: 415,
  unprocessable: 422,
  preconditionRequired: 428,
  tooMany: 429,
  unavailable: 503,
} as const
export type Refusal = keyof typeof refusals

export type FieldError = { pointer: string; detail: string }

/** `detail` is a sentence that says what to do. `code` narrows the refusal for programs, such as "stale_draft". */
export class AppError extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly code: string,
    detail: string,
    readonly more: { errors?: FieldError[]; retryAfterSeconds?: number; extra?: Record<string, unknown> } = {},
  ) {
    super(detail)
    this.name = 'AppError'
  }
}
