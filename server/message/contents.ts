import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Queryable } from '#server/db/pg.ts'
import { liveTemplates } from '#server/sql/liveTemplates.ts'
import { type Compiled, type Content, compileContent } from './render/compile.ts'

const contentSchema = z.union([z.object({ template: z.string() }), z.object({ subject: z.string(), body: z.string() })])

export type ReadyContent =
  | { ok: true; compiled: Compiled; templateVersionId: number | null }
  | { ok: false; reason: 'template_missing' | 'template_invalid'; detail: string | null }
export type ContentAsked = { workspaceId: number; content: unknown }

const KEPT = 500

/** Compiled contents by template version or by their text: a version never changes, so it is compiled once. */
export function createContents() {
  const kept = new Map<string, Promise<ReadyContent>>()

  const keep = (key: string, make: () => Promise<ReadyContent>) => {
    const found = kept.get(key) ?? make()
    // Taken out and put back: the first of the map is the least used.
    kept.delete(key)
    kept.set(key, found)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '')
    return found
  }

  /** The content of each message, in order. One query, whatever their number. */
  return async (db: Queryable, asked: ContentAsked[]): Promise<ReadyContent[]> => {
    const parsed = asked.map((one) => ({ workspaceId: one.workspaceId, content: contentSchema.safeParse(one.content).data }))
    const named = new Map<string, { workspaceId: number; key: string }>()
    for (const { workspaceId, content } of parsed)
      if (content && 'template' in content) named.set(`${workspaceId} ${content.template}`, { workspaceId, key: content.template })
    const known = [...kept.keys()].filter((key) => key.startsWith('version ')).map((key) => Number(key.slice(8)))
    const live = named.size > 0 ? await liveTemplates(db, [...named.values()], known) : []
    const byName = new Map(live.map((template) => [`${template.workspaceId} ${template.key}`, template]))

    return Promise.all(
      parsed.map(async ({ workspaceId, content }): Promise<ReadyContent> => {
        if (!content) return { ok: false, reason: 'template_invalid', detail: 'The message has neither a template nor a text.' }
        if (!('template' in content)) return keep(`text ${hash(content)}`, () => ready(inline(content), null))
        const template = byName.get(`${workspaceId} ${content.template}`)
        if (!template) return { ok: false, reason: 'template_missing', detail: content.template }
        const { versionId, content: fresh } = template
        return keep(`version ${versionId}`, () => {
          if (!fresh) throw new Error(`version ${versionId} was dropped from the cache while it was asked for`)
          return ready(fresh, versionId)
        })
      }),
    )
  }
}

async function ready(content: Content, templateVersionId: number | null): Promise<ReadyContent> {
  const { compiled, problems } = await compileContent(content)
  if (compiled) return { ok: true, compiled, templateVersionId }
  const fatal = problems.find((problem) => problem.fatal)
  return { ok: false, reason: 'template_invalid', detail: fatal ? `${fatal.field}: ${fatal.detail}` : null }
}

const inline = ({ subject, body }: { subject: string; body: string }): Content => ({
  subject,
  body,
  preheader: '',
  format: /<mjml[\s>]/i.test(body) ? 'mjml' : 'html',
})
const hash = (value: object) => createHash('sha256').update(JSON.stringify(value)).digest('base64url')
