import type pg from 'pg'
import { type InboxPayload, LIVE } from '#domain/engine/inbox.ts'
import { logOf } from '#server/log.ts'
import { createGroup } from '#server/message/group.ts'
import { type InboxRow, insertInbox } from '#server/sql/insertInbox.ts'
import { pixel, plain, redirect, type TrackAnswer, type TrackRequest } from './answer.ts'
import { readerOf } from './reader.ts'
import { readToken, type Tracked } from './token.ts'
import { unsubscribe } from './unsubscribe.ts'

export type Tracking = {
  /** Answers /t/o/<token> (open), /t/c/<token> (click) and POST /u/<token> (RFC 8058). Never throws. */
  track(request: TrackRequest): Promise<TrackAnswer>
  /** Resolves when every hit is committed. */
  idle(): Promise<void>
}

/** A receiver is not kept waiting for our counting longer than this. */
const PATIENCE_MS = 2_000
const SENTENCE = { unknown: 'This link is not one of ours, or it is damaged.', method: 'This method does nothing here.' }

/**
 * Receivers' links. No cookies; a redirect goes only where the signed link says; GET never unsubscribes; HEAD is looked at
 * by scanners and counts nothing. Hits become outcomes in the inbox, committed in groups before the answer. `onOutcomes`
 * hears after each commit.
 */
export function createTracking({ pool, onOutcomes }: { pool: pg.Pool; onOutcomes: () => void }): Tracking {
  const hits = createGroup(async (rows: InboxRow[]) => {
    await insertInbox(pool, rows)
    onOutcomes()
    return rows.map(() => true)
  })

  async function count(tracked: Tracked, outcome: 'opened' | 'clicked', { headers }: TrackRequest): Promise<void> {
    const agent = headers['user-agent']?.slice(0, 300)
    const detail = { by: readerOf(agent), ...(agent ? { agent } : {}), ...(tracked.url ? { url: tracked.url } : {}) }
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS)
    })
    const written = hits.add(rowOf(tracked, { messageId: tracked.messageId, outcome, at: new Date().toISOString(), detail }))
    // A lost count is better than a link that leads nowhere.
    await Promise.race([written, patience]).catch((error: unknown) => logOf('track').error({ err: error }, 'a hit could not be recorded'))
    written.catch(() => undefined)
    clearTimeout(timer)
  }

  async function link(purpose: 'open' | 'click', token: string, request: TrackRequest): Promise<TrackAnswer> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, SENTENCE.method, { Allow: 'GET, HEAD' })
    const tracked = readToken(purpose, token)
    if (!tracked) return plain(404, SENTENCE.unknown)
    if (request.method === 'GET') await count(tracked, purpose === 'open' ? 'opened' : 'clicked', request)
    return purpose === 'open' ? pixel() : redirect(302, tracked.url)
  }

  return {
    async track(request) {
      const [, kind, token] = /^\/(t\/o|t\/c|u)\/([A-Za-z0-9_-]+)\/?$/.exec(request.path) ?? []
      if (!kind || !token) return plain(404, SENTENCE.unknown)
      if (kind === 't/o') return link('open', token, request)
      if (kind === 't/c') return link('click', token, request)
      return unsubscribe(pool, token, request, onOutcomes)
    },
    idle: hits.idle,
  }
}

const rowOf = ({ workspaceId, shard, memberId }: Tracked, payload: InboxPayload<'outcome'>): InboxRow => ({
  ...{ workspaceId, shard, memberId, lane: LIVE, kind: 'outcome', messageId: null, acceptedAt: null },
  payload: JSON.stringify(payload),
})
