import { escapeHtml } from '#domain/message/liquid.ts'
import { messages } from '#messages/index.ts'

const words = messages.en.receivers

/** Puts markup before the end of the body, or last. */
export function beforeEnd(html: string, markup: string): string {
  const at = html.toLowerCase().lastIndexOf('</body>')
  return at < 0 ? html + markup : html.slice(0, at) + markup + html.slice(at)
}

/** What commercial mail needs and this one lacks: a way out, and where the sender can be reached. */
export function footer(unsubscribeUrl: string, postalAddress: string): { html: string; text: string } {
  const address = postalAddress.trim()
  const lines = address ? `${escapeHtml(address).replace(/\r?\n/g, '<br>')}<br>` : ''
  const link = `<a href="${escapeHtml(unsubscribeUrl)}" style="color:inherit">${escapeHtml(words.unsubscribe)}</a>`
  return {
    html: `<div style="padding:24px;text-align:center;font:12px/18px sans-serif;color:#6b6b6b">${lines}${link}</div>`,
    text: `\n\n-- \n${address ? `${address}\n` : ''}${words.unsubscribe}: ${unsubscribeUrl}\n`,
  }
}

export const pixel = (url: string) => `<img src="${escapeHtml(url)}" width="1" height="1" alt="" style="display:block;border:0">`
