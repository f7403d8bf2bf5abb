import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import type { Answer, Call } from './answer.ts'
import { decoded, readBytes } from './body.ts'

/** A receiver's link: open pixel, click, one-click unsubscribe (server/message/tracking). */
export type Track = (request: {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
  ip: string
}) => Promise<{ status: number; headers: OutgoingHttpHeaders; body: string | Buffer }>

const BODY_MAX = 4_096

export async function track({ request, path, ip }: Call, answer: Track): Promise<Answer> {
  const method = request.method ?? 'GET'
  const bytes =
    method === 'POST' ? await decoded(await readBytes(request, BODY_MAX), request.headers['content-encoding'], BODY_MAX) : undefined
  return answer({ method, path, headers: request.headers, body: bytes?.toString() ?? '', ip })
}
