import { RewritingStream } from 'parse5-html-rewriting-stream'

const WEB = /^\s*https?:\/\//i
/** A link longer than this stays as it is: some mail clients cut longer ones. */
const URL_LENGTH_MAX = 1_500

/** Every link (`a`, `area`) to the web becomes what `replace` says; null keeps it. Everything else stays byte for byte. */
export function rewriteLinks(html: string, replace: (url: string) => string | null): Promise<string> {
  if (!/href/i.test(html)) return Promise.resolve(html)
  return new Promise((resolve, reject) => {
    const parts: string[] = []
    const stream = new RewritingStream()
    stream.on('startTag', (tag, raw) => {
      const href = tag.tagName === 'a' || tag.tagName === 'area' ? tag.attrs.find((attribute) => attribute.name === 'href') : undefined
      const instead = href && WEB.test(href.value) && href.value.length <= URL_LENGTH_MAX ? replacement(href.value, replace) : null
      if (!href || instead === null) return stream.emitRaw(raw)
      href.value = instead
      stream.emitStartTag(tag)
    })
    stream.on('data', (part: string | Buffer) => parts.push(part.toString()))
    stream.on('end', () => resolve(parts.join('')))
    stream.on('error', reject)
    stream.end(html)
  })
}

function replacement(value: string, replace: (url: string) => string | null): string | null {
  const url = value.trim()
  return URL.canParse(url) ? replace(new URL(url).href) : null
}
