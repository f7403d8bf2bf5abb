import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { currentOperator } from '#server/auth/currentOperator.ts'
import { AppError } from '#server/errors.ts'
import { contextOf } from '#server/workspace/contextOf.ts'

/** Who asks for the page, once a request. Nobody: on to the sign-in page, and back here afterwards. */
export const pageOperator = cache(async () => {
  const operator = await currentOperator()
  if (!operator) redirect(`/sign-in?from=${encodeURIComponent((await headers()).get('x-path') ?? '/')}`)
  return operator
})

/** `ctx` for the verbs a page calls, and the workspace's head. A foreign or missing workspace is the not-found page. */
export const pageContext = cache(async (slug: string) => {
  const operator = await pageOperator()
  const requestId = (await headers()).get('x-request-id') ?? randomUUID()
  return contextOf(operator.id, slug, requestId).catch((error: unknown) => {
    if (error instanceof AppError && error.refusal === 'notFound') notFound()
    throw error
  })
})

/** Runs a verb for a page: what is not there (or not ours) is the not-found page. */
export async function orNotFound<Found>(found: Promise<Found>): Promise<Found> {
  return found.catch((error: unknown) => {
    if (error instanceof AppError && error.refusal === 'notFound') notFound()
    throw error
  })
}
