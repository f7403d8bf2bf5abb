import { randomUUID } from 'node:crypto'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '#server/errors.ts'
import { contextOf } from '#server/workspace/contextOf.ts'
import { currentOperator } from './currentOperator.ts'

/** The signed-in operator of this page's request; sends others to the sign-in page, and back here afterwards. */
export const signedIn = cache(async (returnTo = '/') => {
  const operator = await currentOperator()
  return operator ?? redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`)
})

/** Operator, workspace and context of a page under /w/<slug>. A foreign or unknown slug is the 404 page. */
export const workspacePage = cache(async (slug: string) => {
  const operator = await signedIn(`/w/${slug}`)
  try {
    return { operator, ...(await contextOf(operator.id, slug, randomUUID())) }
  } catch (error) {
    if (error instanceof AppError && error.refusal === 'notFound') notFound()
    throw error
  }
})

/** Runs a page's verb: what is not there, or not this workspace's, is the 404 page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof AppError && error.refusal === 'notFound') notFound()
    throw error
  }
}
