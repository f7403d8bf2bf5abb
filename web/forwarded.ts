import type { IncomingMessage } from 'node:http'

/** Who asks, and under which address we were asked. */
export type Origin = { ip: string; host: string; protocol: 'http' | 'https' }

const last = (header: string | string[] | undefined, back: number): string | undefined => {
  const parts = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((part) => part.trim())
  return parts.at(-back) || undefined
}

/**
 * With `hops` reverse proxies in front, the client is the one the outermost of them saw: that many entries from the right
 * of X-Forwarded-For. Without, the headers are a stranger's claim and the socket says who it is.
 */
export function originOf({ headers, socket }: IncomingMessage, hops: number): Origin {
  const peer = (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '')
  const host = headers.host ?? 'localhost'
  if (hops === 0) return { ip: peer, host, protocol: 'http' }
  return {
    ip: last(headers['x-forwarded-for'], hops) ?? peer,
    host: last(headers['x-forwarded-host'], hops) ?? host,
    protocol: last(headers['x-forwarded-proto'], hops) === 'https' ? 'https' : 'http',
  }
}
