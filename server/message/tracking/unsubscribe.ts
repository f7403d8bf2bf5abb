import type pg from 'pg'
import { transaction } from '#server/db/pg.ts'
import { env } from '#server/env.ts'
import { logOf } from '#server/log.ts'
import { writeConsent } from '#server/message/writeConsent.ts'
import { plain, redirect, type TrackAnswer, type TrackRequest } from './answer.ts'
import { readToken, type Tracked } from './token.ts'

/** What a POST to an unsubscribe link asks for; null: nothing we know. */
type Asked = { state: 'granted' | 'denied'; isPage: boolean } | null

/**
 * POST /u/<token>. A mail program's one-click (RFC 8058: urlencoded or multipart, no cookie) is answered 200 without a
 * redirect; our own page's form goes back to the page. Doing it again changes nothing. In force when answered.
 */
export async function unsubscribe(pool: pg.Pool, token: string, request: TrackRequest, onChange: () => void): Promise<TrackAnswer> {
  if (request.method !== 'POST') return plain(405, 'Send POST to unsubscribe, or open this link in a browser.', { Allow: 'GET, POST' })
  const tracked = readToken('unsubscribe', token)
  if (!tracked) return plain(404, 'This link is not one of ours, or it is damaged.')
  const asked = askedBy(request)
  if (!asked) return plain(400, 'Send List-Unsubscribe=One-Click.')
  try {
    const found = await transaction((db) => changeConsent(db, tracked, asked), pool)
    if (!found) return plain(404, 'Whom this link belonged to is not here any more. Nothing will be sent.')
  } catch (error) {
    logOf('track').error({ err: error }, 'an opt-out could not be recorded')
    return plain(503, 'This could not be saved. Try again in a minute.', { 'Retry-After': '60' })
  }
  onChange()
  return asked.isPage ? redirect(303, `${env().APP_URL}/u/${token}`) : plain(200, 'You are unsubscribed.')
}

const changeConsent = (db: pg.PoolClient, { workspaceId, shard, memberId, messageId }: Tracked, { state, isPage }: NonNullable<Asked>) =>
  writeConsent(db, {
    ...{ workspaceId, shard, memberId, state },
    ...{ channel: 'email', topic: '', source: isPage ? 'unsubscribe_page' : 'one_click' },
    messageId: state === 'denied' ? messageId : null,
  })

function askedBy({ headers, body }: TrackRequest): Asked {
  if (/^multipart\/form-data/i.test(headers['content-type'] ?? ''))
    return /name="?List-Unsubscribe"?\s*(?:\r?\n[^\r\n]+)*\r?\n\r?\n\s*One-Click/i.test(body) ? { state: 'denied', isPage: false } : null
  const form = new URLSearchParams(body)
  if (form.get('List-Unsubscribe')?.trim().toLowerCase() === 'one-click') return { state: 'denied', isPage: false }
  const state = form.get('email')
  return state === 'granted' || state === 'denied' ? { state, isPage: true } : null
}
