import { randomUUID } from 'node:crypto'
import { problemResponse } from '#server/api/problem.ts'
import { AppError } from '#server/errors.ts'

/** What has no route file. */
async function unknown(): Promise<Response> {
  return problemResponse(
    new AppError('notFound', 'address', 'There is nothing at this address. /api/v1/openapi.json lists what there is.'),
    randomUUID(),
  )
}

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT }
