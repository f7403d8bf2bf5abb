import type { Template } from 'liquidjs'
import { type LiquidKind, parseLiquid } from '#domain/message/liquid.ts'
import { markLinks } from './links.ts'
import { compileMjml } from './mjml.ts'
import { textOfHtml } from './text.ts'

export type Content = { subject: string; preheader: string; format: 'mjml' | 'html'; body: string }
export type ContentField = 'subject' | 'preheader' | 'body'
/** `fatal`: nothing can be rendered from it. Otherwise it deserves a look. Line and column count from 1. */
export type ContentProblem = { field: ContentField; detail: string; line: number | null; column: number | null; fatal: boolean }

/** A content ready to be filled, any number of times. `text` null: made from each message's HTML instead. */
export type Compiled = { subject: Template[]; preheader: Template[]; html: Template[]; text: Template[] | null }

/** The name under which the rendered preheader reaches the HTML. */
export const PREHEADER = 'sojourn_preheader'
const HIDDEN = 'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden'

export async function compileContent(content: Content): Promise<{ compiled: Compiled | null; problems: ContentProblem[] }> {
  const problems: ContentProblem[] = []
  const parse = (field: ContentField, kind: LiquidKind, source: string) => {
    const parsed = parseLiquid(kind, source)
    if (parsed.ok) return parsed.templates
    problems.push({ field, ...parsed.problem, fatal: true })
    return null
  }
  const subject = parse('subject', 'text', content.subject)
  const preheader = parse('preheader', 'text', content.preheader)
  // The source itself, so that a problem names the author's own line; then what MJML made of it.
  const source = parse('body', 'html', content.body)
  const { html, problems: ofMjml } = source ? await htmlOf(content) : { html: null, problems: [] }
  problems.push(...ofMjml)
  if (!subject || !preheader || html === null) return { compiled: null, problems }
  const whole = content.preheader ? withPreheader(html) : html
  const body = parseLiquid('html', whole)
  if (!body.ok) {
    const detail = `MJML dropped part of a Liquid tag (${body.problem.detail}). Put tags inside a component, or into mj-raw.`
    return { compiled: null, problems: [...problems, { field: 'body', detail, line: null, column: null, fatal: true }] }
  }
  const marked = parseLiquid('html', await markLinks(whole))
  // A tag that begins in an address and ends after it: such links stay untracked.
  const templates = marked.ok ? marked.templates : body.templates
  return { compiled: { subject, preheader, html: templates, text: textTemplate(html) }, problems }
}

async function htmlOf({ format, body }: Content): Promise<{ html: string | null; problems: ContentProblem[] }> {
  if (format === 'html') return { html: /<[a-z!/]/i.test(body) ? body : paragraphs(body), problems: [] }
  const { html, problems } = await compileMjml(body)
  return { html, problems: problems.map((problem) => ({ field: 'body', ...problem, column: null, fatal: html === null })) }
}

/** A body without a single tag is a letter: its empty lines part paragraphs. */
const paragraphs = (text: string) =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((part) => `<p>${part.replaceAll('\n', '<br>\n')}</p>`)
    .join('\n')

function withPreheader(html: string): string {
  const hidden = `<div style="${HIDDEN}">{{ ${PREHEADER} }}</div>`
  const body = /<body\b[^>]*>/i.exec(html)
  if (!body) return hidden + html
  const at = body.index + body[0].length
  return html.slice(0, at) + hidden + html.slice(at)
}

/** Text made once from HTML that still holds its Liquid; null when a tag got lost on the way (it stood in an attribute or the head). */
function textTemplate(html: string): Template[] | null {
  const tags = (source: string) => source.match(/\{%/g)?.length ?? 0
  const text = textOfHtml(html)
  const parsed = tags(text) === tags(html) ? parseLiquid('text', text) : null
  return parsed?.ok ? parsed.templates : null
}
