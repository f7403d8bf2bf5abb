import type { Tracking } from '#server/message/tracking/track.ts'
import type { Answer, Call } from './answer.ts'
import { decoded, readBytes } from './body.ts'

const BODY_MAX = 4_096

/** A receiver's link: open pixel, click, one-click unsubscribe. */
export async function track({ request, path, ip }: Call, answer: Tracking['track']): Promise<Answer> {
  const method = request.method ?? 'GET'
  const bytes =
    method === 'POST' ? await decoded(await readBytes(request, BODY_MAX), request.headers['content-encoding'], BODY_MAX) : undefined
  return answer({ method, path, headers: request.headers, body: bytes?.toString() ?? '', ip })
}
