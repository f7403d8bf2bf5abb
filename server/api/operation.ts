import type { z } from 'zod'
import type { Role } from '#domain/workspace/settings.ts'
import type { Refusal } from '#server/errors.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]

/** Who may call: an operator or a server key in a workspace; an operator anywhere; anybody. */
export type Access = 'workspace' | 'operator' | 'public'

export const tags = {
  Journeys: 'Draw, publish and watch journeys.',
  Users: 'Members: profiles, consent, history and passages.',
  Events: 'What happened to members.',
  Segments: 'Stored conditions over members, kept up to date.',
  Templates: 'Reusable message content.',
  Messages: 'What was sent, to whom, and what became of it.',
  Providers: 'Accounts that deliver a channel.',
  Workspace: 'Workspaces, people, keys, settings.',
  Topics: 'What messages are about, which consents and limits name.',
  Operations: 'Dead letters, audit log, the doctor, this document.',
} as const
export type Tag = keyof typeof tags

/** One operation of the API: what is checked at run time and what the OpenAPI document says are the same schemas. */
export type Spec<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  /** Unique, in camel case: `publishJourney`. */
  operationId: string
  /** One line. */
  summary: string
  description?: string
  tag: Tag
  /** Path parameters. One that does not parse is a 404: nothing has that address. */
  params?: P
  query?: Q
  body?: B
  /** Of the body, for operations that take more than most. */
  bodyBytesMax?: number
  /** Of the answer. 200, or 204 without `response`. */
  status?: 200 | 201 | 202 | 204
  response?: R
  /** Least role, refused before the handler runs; the verb authorises again. Server keys act as editor. */
  role?: Role
  /** `If-Match` is needed (428 without) and reaches the handler as `ifMatch`. */
  ifMatch?: boolean
  /** The answer shows a secret once: it is not kept for Idempotency-Key. */
  secretAnswer?: boolean
  /** Refusals worth a line in the documentation beyond those any operation may answer with. */
  refuses?: readonly Refusal[]
}

export type Operation = { spec: Spec; access: Access }
