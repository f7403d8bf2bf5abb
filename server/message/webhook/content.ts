import { createHash } from 'node:crypto'
import type { Template } from 'liquidjs'
import { z } from 'zod'
import { type LiquidKind, parseLiquid } from '#domain/message/liquid.ts'

const SECONDS_MAX = 60
const RETRIES_MAX = 20

/** What an `action.webhook` stored with the intent. Bounds that it may have missed are drawn here. */
const contentSchema = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  awaits: z.boolean().default(false),
  retriesMax: z
    .number()
    .default(3)
    .transform((count) => Math.max(0, Math.min(Math.floor(count), RETRIES_MAX))),
  timeoutSeconds: z
    .number()
    .default(10)
    .transform((seconds) => Math.max(1, Math.min(seconds, SECONDS_MAX))),
})
type Content = z.output<typeof contentSchema>

/** A content ready to be filled, any number of times. `body` null: none is sent. */
export type CompiledCall = Pick<Content, 'method' | 'retriesMax' | 'timeoutSeconds'> & {
  url: Template[]
  headers: [name: string, value: Template[]][]
  body: { kind: LiquidKind; templates: Template[] } | null
}
export type ReadyCallContent = { ok: true; compiled: CompiledCall } | { ok: false; detail: string }

/** RFC 9110, 5.1. The rest is the connection's, or ours. */
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/i
const RESERVED =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|proxy-.*|webhook-(id|timestamp|signature))$/i

export function compileCall(content: unknown): ReadyCallContent {
  const read = contentSchema.safeParse(content)
  if (!read.success) return { ok: false, detail: 'The call has no method or no address.' }
  const { method, retriesMax, timeoutSeconds } = read.data
  const given = Object.entries(read.data.headers)
  const wrong = given.find(([name]) => !NAME.test(name) || RESERVED.test(name))
  if (wrong) return { ok: false, detail: `A call cannot have the header ${wrong[0]}.` }
  const problems: string[] = []
  const parse = (field: string, kind: LiquidKind, source: string): Template[] => {
    const parsed = parseLiquid(kind, source)
    if (parsed.ok) return parsed.templates
    problems.push(`${field}: ${parsed.problem.detail}`)
    return []
  }
  const url = parse('url', 'url', read.data.url.trim())
  const headers = given.map(([name, value]): [string, Template[]] => [name, parse(name, 'text', value)])
  const hasBody = method !== 'GET' && read.data.body.trim() !== ''
  const kind = kindOf(given.find(([name]) => /^content-type$/i.test(name))?.[1])
  const body = hasBody ? { kind, templates: parse('body', kind, read.data.body) } : null
  return problems.length > 0
    ? { ok: false, detail: problems.join('; ') }
    : { ok: true, compiled: { method, retriesMax, timeoutSeconds, url, headers, body } }
}

/** How values are escaped in a body. Without a Content-Type it is JSON. */
function kindOf(contentType: string | undefined): LiquidKind {
  if (contentType === undefined || /[/+]json\b/i.test(contentType)) return 'json'
  return /x-www-form-urlencoded/i.test(contentType) ? 'form' : 'text'
}

const KEPT = 200

/** Compiles each distinct content once; keeps the last used. */
export function createCallContents(): (content: unknown) => ReadyCallContent {
  const kept = new Map<string, ReadyCallContent>()
  return (content) => {
    const key = createHash('sha256').update(JSON.stringify(content)).digest('base64url')
    const found = kept.get(key) ?? compileCall(content)
    kept.delete(key)
    kept.set(key, found)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '')
    return found
  }
}
