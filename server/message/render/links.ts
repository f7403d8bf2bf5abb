import { RewritingStream } from 'parse5-html-rewriting-stream'
import { z } from 'zod'
import { LINK } from '#domain/message/linkTag.ts'
import { escapeHtml } from '#domain/message/liquid.ts'

const WEB = /^https?:\/\//i
/** A link longer than this stays as it is: some mail clients cut longer ones. */
const URL_LENGTH_MAX = 1_500

/** What a link leads to instead; null keeps it. */
export type Replace = (url: string) => string | null

/**
 * Puts a Liquid block around the address of every link (`a`, `area`) of HTML that still holds its Liquid, so that each
 * message's addresses are replaced as they are rendered. Reads with an HTML parser, over a mask of the Liquid.
 */
export async function markLinks(html: string): Promise<string> {
  const places = await addressesIn(masked(html))
  let marked = ''
  let from = 0
  for (const { start, end } of places) {
    marked += `${html.slice(from, start)}{% ${LINK} %}${html.slice(start, end)}{% end${LINK} %}`
    from = end
  }
  return marked + html.slice(from)
}

/** For the block's scope: takes and gives an address as HTML. Only links to the web are asked about. */
export function linkReplacer(replace: Replace): (html: string) => string {
  return (html) => {
    const address = decode(html).trim()
    if (address.length > URL_LENGTH_MAX || !WEB.test(address) || !URL.canParse(address)) return html
    const instead = replace(new URL(address).href)
    return instead === null ? html : escapeHtml(instead)
  }
}

/** Of the same length: an output stands for letters, a tag for space, so that neither its quotes nor its brackets are read. */
const masked = (html: string) =>
  html.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, (liquid) => (liquid.startsWith('{{') ? 'x' : ' ').repeat(liquid.length))

/** Where the parser found a start tag's attributes; its types leave them out. */
const locationSchema = z.object({ attrs: z.object({ href: z.object({ startOffset: z.number(), endOffset: z.number() }) }) })

type Place = { start: number; end: number }
function addressesIn(html: string): Promise<Place[]> {
  return new Promise((resolve, reject) => {
    const places: Place[] = []
    const parser = new RewritingStream()
    parser.on('startTag', (tag) => {
      if (tag.tagName !== 'a' && tag.tagName !== 'area') return
      const { data } = locationSchema.safeParse(tag.sourceCodeLocation)
      const place = data && valueIn(html, data.attrs.href.startOffset, data.attrs.href.endOffset)
      if (place) places.push(place)
    })
    parser.on('data', () => {})
    parser.on('end', () => resolve(places))
    parser.on('error', reject)
    parser.end(html)
  })
}

/** The value within `href = "value"`; nothing when it has none. */
function valueIn(html: string, from: number, to: number): Place | undefined {
  const before = /^[^=]*=\s*(?=\S)/.exec(html.slice(from, to))?.[0]
  if (before === undefined) return undefined
  const start = from + before.length
  const isQuoted = /["']/.test(html[start] ?? '')
  return isQuoted ? { start: start + 1, end: to - 1 } : { start, end: to }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** The entities an address is written with. */
const decode = (html: string) =>
  html.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return named[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole
  })
