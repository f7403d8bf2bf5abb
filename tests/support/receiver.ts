import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One call that arrived whole. */
export type ReceivedCall = { at: Date; method: string; path: string; headers: IncomingHttpHeaders; body: string }
/**
 * What the server answers. `hang`: nothing, and the connection stays; `lose`: the connection is cut. A body may be given in
 * parts, of which the last is followed by silence when `endless`.
 */
export type CallReply = { status?: number; headers?: Record<string, string>; body?: string | Buffer; endless?: boolean } | 'hang' | 'lose'

export type Receiver = {
  url: string
  port: number
  calls: ReceivedCall[]
  /** Connections that were opened, whether or not a call came over them. */
  connections: number
  /** Calls that wait for their answer now, and the most that ever did. */
  open: number
  openMax: number
  /** 200 when it says nothing. May be changed at any time; may take its time. */
  script: (call: ReceivedCall) => CallReply | Promise<Exclude<CallReply, 'hang'>> | undefined
  /** Answers every call that hangs. */
  release(reply?: Exclude<CallReply, string>): void
  /** Resolves once this many calls arrived in all; rejects after `withinMs`. */
  until(count: number, withinMs?: number): Promise<ReceivedCall[]>
  reset(): void
  close(): Promise<void>
}

/** A real HTTP server on a free port of 127.0.0.1 that logs what it is sent. */
export async function startReceiver(): Promise<Receiver> {
  const sockets = new Set<Socket>()
  let hanging: ServerResponse[] = []
  let onCall: (() => void)[] = []

  const answer = (response: ServerResponse, { status = 200, headers = {}, body = '', endless = false }: Exclude<CallReply, string>) => {
    response.writeHead(status, headers)
    if (endless) response.write(body)
    else response.end(body)
  }
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', async () => {
      const { method = '', url = '', headers } = incoming
      const call = { at: new Date(), method, path: url, headers, body: Buffer.concat(parts).toString() }
      const made = receiver.script(call)
      // Hung before anybody hears of the call, so that a release finds it.
      if (made === 'hang') hanging.push(response)
      receiver.calls.push(call)
      receiver.openMax = Math.max(receiver.openMax, ++receiver.open)
      response.on('close', () => receiver.open--)
      for (const tell of onCall) tell()
      const reply = (await made) ?? {}
      if (reply === 'hang') return
      if (reply === 'lose') incoming.socket.destroy()
      else answer(response, reply)
    })
  })
  server.on('connection', (socket) => {
    receiver.connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const release: Receiver['release'] = (reply = {}) => {
    for (const response of hanging) answer(response, reply)
    hanging = []
  }
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    port,
    calls: [],
    connections: 0,
    open: 0,
    openMax: 0,
    script: () => undefined,
    release,
    until: (count, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer)
          onCall = onCall.filter((one) => one !== check)
          act()
        }
        const check = () => receiver.calls.length >= count && settle(() => resolve(receiver.calls))
        const timer = setTimeout(
          () => settle(() => reject(new Error(`${receiver.calls.length} of ${count} calls arrived within ${withinMs} ms`))),
          withinMs,
        )
        onCall.push(check)
        check()
      }),
    reset() {
      release()
      Object.assign(receiver, { calls: [], connections: 0, openMax: 0, script: () => undefined })
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return receiver
}
