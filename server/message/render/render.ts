import { LINK } from '#domain/message/linkTag.ts'
import { renderLiquid } from '#domain/message/liquid.ts'
import { beforeEnd, footer, pixel } from './append.ts'
import { type Compiled, PREHEADER } from './compile.ts'
import { linkReplacer } from './links.ts'
import type { RenderScope } from './scope.ts'
import { textOfHtml } from './text.ts'

export type Rendered = { subject: string; html: string; text: string }
/** Absent in a preview: links stay as they are and nobody is counted. */
export type Tracking = { openUrl: string; clickUrl(url: string): string }

const SUBJECT_LENGTH_MAX = 998

/**
 * One message from a compiled content. Throws a LiquidError when a limit is hit or a filter refuses its input. A subject
 * never holds a line break, so that no header can be smuggled in by an attribute.
 */
export function renderMessage(compiled: Compiled, scope: RenderScope, tracking?: Tracking): Rendered {
  const { unsubscribeUrl, workspace } = scope
  const preheader = oneLine(renderLiquid('text', compiled.preheader, scope))
  const link = tracking && linkReplacer((url) => (url.startsWith(unsubscribeUrl) ? null : tracking.clickUrl(url)))
  let html = renderLiquid('html', compiled.html, { ...scope, [PREHEADER]: preheader, [LINK]: link })
  let text = compiled.text ? tidy(renderLiquid('text', compiled.text, scope)) : textOfHtml(html)
  const subject = oneLine(renderLiquid('text', compiled.subject, scope)).slice(0, SUBJECT_LENGTH_MAX)
  const end = footer(unsubscribeUrl, workspace.postalAddress)
  if (!html.includes(unsubscribeUrl)) html = beforeEnd(html, end.html)
  if (!text.includes(unsubscribeUrl)) text += end.text
  return { subject, html: tracking ? beforeEnd(html, pixel(tracking.openUrl)) : html, text }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach a header
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g
const oneLine = (text: string) => text.replace(CONTROL, ' ').replace(/ {2,}/g, ' ').trim()
/** Loops leave empty lines behind. */
const tidy = (text: string) =>
  text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
