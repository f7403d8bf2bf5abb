import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'

export type TrackRequest = { method: string; path: string; headers: IncomingHttpHeaders; body: string; ip: string }
export type TrackAnswer = { status: number; headers: OutgoingHttpHeaders; body: string | Buffer }

/** Links are one person's: no cache keeps an answer, no index, no referrer to where it leads. */
const always = { 'Cache-Control': 'no-store, max-age=0', 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'no-referrer' }

export const plain = (status: number, sentence: string, headers: OutgoingHttpHeaders = {}): TrackAnswer => ({
  status,
  headers: { ...always, 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  body: `${sentence}\n`,
})
export const redirect = (status: 302 | 303, url: string): TrackAnswer => ({ status, headers: { ...always, Location: url }, body: '' })

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
export const pixel = (): TrackAnswer => ({ status: 200, headers: { ...always, 'Content-Type': 'image/gif' }, body: GIF })
