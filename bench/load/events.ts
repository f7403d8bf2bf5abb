import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'

type Item = { type: 'track'; userId: string; event: string; properties: Record<string, unknown> }
export type Sender = {
  /** One request with one event; resolves when the product said that it is kept. */
  one(item: Item): Promise<void>
  /** One request with many. */
  many(items: Record<string, unknown>[]): Promise<void>
  close(): Promise<void>
}

/** A client of the tracking API that keeps its connections. */
export function openSender(url: string, writeKey: string): Sender {
  const pool = new Pool(url, { connections: 64 })
  const headers = { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` }
  const post = async (path: string, body: unknown) => {
    const answer = await pool.request({ method: 'POST', path, headers, body: JSON.stringify(body) })
    const text = await answer.body.text()
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${text}`)
  }
  return {
    one: ({ type, ...item }) => post(`/v1/${type}`, item),
    many: (batch) => post('/v1/batch', { batch }),
    close: () => pool.close(),
  }
}

/** Sends `perSecond` events a second for `seconds`, evenly, `perRequest` at a time; resolves when all are kept. */
export async function pace(
  perSecond: number,
  seconds: number,
  perRequest: number,
  send: (from: number, count: number) => Promise<void>,
): Promise<number> {
  const total = perSecond * seconds
  const flights: Promise<void>[] = []
  const start = performance.now()
  for (let sent = 0; sent < total; await sleep(1)) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * perSecond))
    for (; due - sent >= perRequest || (due === total && sent < total); sent += perRequest) {
      flights.push(send(sent, Math.min(perRequest, total - sent)))
    }
  }
  await Promise.all(flights)
  return total
}
