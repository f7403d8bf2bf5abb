import { createServer } from 'node:http'
import type { Pool } from '#server/db/pg.ts'

/** Answers /healthz (the process lives) and /readyz (its database does too). Returns how to close it. */
export function openHealth(port: number, { pool, isDraining }: { pool: Pool; isDraining: () => boolean }): () => void {
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
    if (request.url === '/healthz') return answer(200, { status: 'ok' })
    if (request.url !== '/readyz') return answer(404, { status: 'not found' })
    if (isDraining()) return answer(503, { status: 'draining' })
    return pool.query('select 1').then(
      () => answer(200, { status: 'ok' }),
      () => answer(503, { status: 'database unreachable' }),
    )
  })
  server.listen(port)
  return () => {
    server.close()
    server.closeAllConnections()
  }
}
