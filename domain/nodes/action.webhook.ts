import * as z from 'zod'
import type { WebhookContent } from '#domain/engine/decision.ts'
import type { Json } from '#domain/engine/types.ts'
import { webhookProblems } from './checkWebhook.ts'
import type { NodeDefinition } from './definition.ts'
import { stepsOf, valueAt } from './jsonPath.ts'
import { textOf } from './phrase.ts'
import { isTimeUp, since } from './rest.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export const TIMEOUT_SECONDS_MAX = 60
export const RETRIES_MAX = 10

const settings = z.strictObject({
  method: z.enum(methods).default('POST'),
  /** Liquid, as are the values of headers and the body; rendered when the call is made. */
  url: z.string().trim().min(1).max(2_000),
  headers: z
    .record(z.string().trim().min(1).max(100), z.string().max(2_000))
    .refine((headers) => Object.keys(headers).length <= 50)
    .default({}),
  body: z.string().max(100_000).default(''),
  /** The member waits for the answer. */
  awaits: z.boolean().default(false),
  timeoutSeconds: z.number().int().min(1).max(TIMEOUT_SECONDS_MAX).default(10),
  retriesMax: z.number().int().min(0).max(RETRIES_MAX).default(3),
  /** Parts of the answer's JSON that become variables of the journey. */
  save: z
    .array(
      z.strictObject({
        variable: z.string().regex(/^[A-Za-z_]\w{0,99}$/),
        path: z
          .string()
          .max(500)
          .refine((path) => stepsOf(path) !== null),
      }),
    )
    .max(50)
    .default([]),
})
type Settings = z.output<typeof settings>

/** Calls another system. Without `awaits` it is a message like any other; with it, the answer decides how the member goes on. */
export const actionWebhook: NodeDefinition<typeof settings> = {
  kind: 'action.webhook',
  settings,
  blank: { method: 'POST', url: '', headers: {}, body: '' },
  outlets: (draft) => (isAwaiting(draft) ? ['next', 'error'] : ['next']),
  waits: false,
  channel: 'webhook',
  summary: ({ method, url }) =>
    textOf(url) === ''
      ? { key: 'nodes.action.webhook.summaryEmpty' }
      : { key: 'nodes.action.webhook.summary', values: { method: textOf(method) || 'POST', url: shortened(textOf(url)) } },
  problems: webhookProblems,
  reads: () => [],
  decide: ({ settings: strict, cause, standing, now }) => {
    const request = { channel: 'webhook', content: contentOf(strict) } as const
    if (!strict.awaits) return { does: 'send', message: request, outlet: 'next' }
    if (cause.by !== 'answer') {
      if (isTimeUp(standing, cause, now)) return { does: 'fail', error: 'no_answer' }
      return { does: 'call', request, until: since(standing, now) + patienceMs(strict) }
    }
    const { ok, body, reason } = cause.answer
    if (!ok) return { does: 'fail', error: reason ?? 'call_failed' }
    return { does: 'follow', outlet: 'next', variables: variablesOf(strict, body) }
  },
}

const isAwaiting = (draft: unknown) => typeof draft === 'object' && draft !== null && 'awaits' in draft && draft.awaits === true
const shortened = (url: string) => url.replace(/^https?:\/\//, '')

const contentOf = ({ method, url, headers, body, awaits, timeoutSeconds, retriesMax }: Settings): WebhookContent => ({
  ...{ method, url, headers, body, awaits, timeoutSeconds, retriesMax },
})

const variablesOf = ({ save }: Settings, body: Json): { [name: string]: Json } =>
  Object.fromEntries(save.map(({ variable, path }) => [variable, valueAt(body, path)]))

/** The sender waits up to an hour between two tries, and rests a busy receiver for up to a day. Past all that, no answer comes. */
const patienceMs = ({ timeoutSeconds, retriesMax }: Settings) =>
  24 * 3_600_000 + retriesMax * 1.25 * 3_600_000 + (retriesMax + 1) * timeoutSeconds * 1_000
