import { randomUUID } from 'node:crypto'
import { type Reception, readEnvelope, readItem, tooLarge } from '#domain/event/accept.ts'
import { type EventType, LIMITS } from '#domain/event/wire.ts'
import { AppError } from '#server/errors.ts'
import type { Owned } from '#server/ingest/accept.ts'
import type { DatabaseClock } from '#server/ingest/clock.ts'
import { Outage, Overload } from '#server/ingest/fault.ts'
import type { GroupCommit } from '#server/ingest/groupCommit.ts'
import type { Keyring, WriteKey } from '#server/ingest/writeKey.ts'
import { logOf } from '#server/log.ts'
import type { RejectedItem } from '#server/sql/insertRejected.ts'
import { type Answer, type Call, json, problem } from '#web/answer.ts'
import { decoded, parseJson, readBytes } from '#web/body.ts'
import { corsOf } from './cors.ts'
import { keyInBody, keyInHeader, requireKey } from './credentials.ts'

export type Ingestion = { keyring: Keyring; commits: GroupCommit; clock: DatabaseClock }

const SUCCESS = '{"success":true}'
const RETRY_AFTER_SECONDS = 2

/**
 * One request of the tracking API. 200 only after the commit. What cannot be read or is too large is refused whole (400,
 * 413), a wrong key with 401: clients drop those. Overload is 429 and a lost database 503, each with Retry-After: clients
 * send those again. Items that are not valid are stored as rejected, and the rest of their batch is accepted.
 */
export async function receive(call: Call, endpoint: EventType | 'batch', ingestion: Ingestion): Promise<Answer> {
  const { request, requestId } = call
  const cors = corsOf(request)
  try {
    const rejected = await take(call, endpoint, ingestion)
    if (endpoint !== 'batch' && rejected[0]?.code === 'too_large')
      throw new AppError('tooLarge', 'too_large', `The event ${rejected[0].detail}.`)
    if (!rejected.length) return { status: 200, headers: { 'content-type': 'application/json', ...cors }, body: SUCCESS }
    return json(
      200,
      { success: true, rejected: rejected.map(({ code, detail, pointer, messageId }) => ({ code, detail, pointer, messageId })) },
      cors,
    )
  } catch (error) {
    return problem(asRefusal(error), requestId, cors)
  }
}

async function take({ request }: Call, endpoint: EventType | 'batch', { keyring, commits, clock }: Ingestion): Promise<RejectedItem[]> {
  const given = keyInHeader(request.headers.authorization)
  const early = given === undefined ? undefined : await requireKey(keyring, given)
  const bytes = await decoded(await readBytes(request, LIMITS.bodyBytes), request.headers['content-encoding'], LIMITS.bodyBytes)
  const body = parseJson(bytes)
  const key = early ?? (await requireKey(keyring, keyInBody(body)))
  const reception = { received: clock.now(), historyAfterHours: key.historyAfterHours, newMessageId: randomUUID }
  const work = endpoint === 'batch' ? readBatch(body, key, reception) : readOne(body, bytes.length, endpoint, key, reception)
  if (!work.items.length && !work.rejected.length) return []
  return (await commits.submit({ ...work, keyId: key.id }, request.socket)).rejected
}

type Work = { items: Owned[]; rejected: RejectedItem[] }

function readOne(body: unknown, bytes: number, type: EventType, key: WriteKey, reception: Reception): Work {
  const work: Work = { items: [], rejected: [] }
  if (bytes > LIMITS.itemBytes) work.rejected.push(rejection(body, tooLarge(bytes), key))
  else add(work, body, key, reception, type)
  return work
}

function readBatch(body: unknown, key: WriteKey, reception: Reception): Work {
  const envelope = readEnvelope(body)
  if ('code' in envelope) {
    const { code, detail, pointer } = envelope
    throw new AppError(code === 'too_large' ? 'tooLarge' : 'invalid', code, `The batch${pointer ? `'s ${pointer}` : ''} ${detail}.`)
  }
  const work: Work = { items: [], rejected: [] }
  const under = { ...reception, batch: envelope.under }
  for (const item of envelope.items) add(work, item, key, under)
  return work
}

function add(work: Work, raw: unknown, key: WriteKey, reception: Reception, type?: EventType): void {
  const read = readItem(raw, reception, type)
  if ('code' in read) work.rejected.push(rejection(raw, read, key))
  else work.items.push(Object.assign(read, { workspaceId: key.workspaceId }))
}

const rejection = (
  item: unknown,
  why: { code: string; detail: string; pointer: string | null },
  { id, workspaceId }: WriteKey,
): RejectedItem => ({
  ...why,
  workspaceId,
  keyId: id,
  messageId: isObject(item) && 'messageId' in item && typeof item.messageId === 'string' ? item.messageId.slice(0, LIMITS.nameChars) : null,
  item,
})

function asRefusal(error: unknown): unknown {
  if (error instanceof Overload)
    return new AppError('tooMany', 'overload', `${error.message} Send again in a moment.`, { retryAfterSeconds: RETRY_AFTER_SECONDS })
  if (error instanceof AppError) return error
  if (!(error instanceof Outage)) logOf('ingest').error({ err: error }, 'a request failed')
  return new AppError('unavailable', 'unavailable', 'The events could not be stored. Send them again in a moment.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
