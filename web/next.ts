// Next.js in a process of its own, on the socket named by the first argument: whatever happens to a page, the listener
// in front goes on taking events. Says { ready: true } to its parent, and ends with it.
import { createServer } from 'node:http'
import next from 'next'
import { env, nameAddressForNextAuth } from '#server/env.ts'

const [, , socket, dir = process.cwd()] = process.argv
if (!socket) throw new Error('web/next.ts is started by the web process, with the path of a socket.')
nameAddressForNextAuth()

const server = createServer((request, response) => void answer(request, response))
server.keepAliveTimeout = 75_000 // longer than the listener keeps its connections, so that it is never the one surprised
const { NODE_ENV, APP_URL } = env()
const dev = NODE_ENV === 'development'
// In development Next refuses hot reload to pages that were not opened under this name.
const app = next({ dev, dir, httpServer: server, quiet: !dev, hostname: new URL(APP_URL).hostname })
const answer = app.getRequestHandler()

await app.prepare().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
server.listen(socket, () => process.send?.({ ready: true }))
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole group; the parent ends us when it is done
