import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import type { Reach } from './address.ts'

/** No connection came about, so nothing was sent. `blocked`: the address may not be called. */
export class NotConnected extends Error {
  constructor(
    readonly why: 'blocked' | 'unreachable',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

export type Resolve = (hostname: string) => Promise<LookupAddress[]>
const resolveAll: Resolve = (hostname) => lookup(hostname, { all: true })
const CONNECT_MS = 10_000

/**
 * An HTTP client that reaches only what `reach` allows. A name is looked up once for each connection, every address it
 * has must be allowed, and the connection goes to those addresses: a name that changes its mind in between changes
 * nothing. An address written as a number is checked likewise. No proxy is used and no redirect is followed.
 */
export function createGuardedAgent(reach: Reach, resolve: Resolve = resolveAll): Agent {
  const connect: buildConnector.connector = (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    addressesOf(options.hostname, port, reach, resolve).then(
      (addresses) => {
        const open = buildConnector({ timeout: CONNECT_MS, lookup: always(addresses) })
        open(options, (...[error, socket]) => (error ? callback(unreachable(error), null) : callback(null, socket)))
      },
      (error: unknown) => callback(error instanceof NotConnected ? error : unreachable(error), null),
    )
  }
  return new Agent({ connect, allowH2: false })
}

async function addressesOf(hostname: string, port: number, reach: Reach, resolve: Resolve): Promise<LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const addresses = family ? [{ address: host, family }] : await resolve(host)
  if (addresses.length === 0) throw new NotConnected('unreachable', `${host} has no address.`)
  // Without the address: what an internal name stands for is nobody's business.
  if (!addresses.every(({ address }) => reach.allows(address, port)))
    throw new NotConnected('blocked', `${host} at port ${port} is not a public address that may be called.`)
  return addresses
}

/** For net.connect: answers whatever it asks with these. */
const always =
  (addresses: LookupAddress[]): LookupFunction =>
  (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all || !first) callback(null, addresses)
    else callback(null, first.address, first.family)
  }

function unreachable(error: unknown): NotConnected {
  // Several addresses that all refuse come as an AggregateError without words of its own.
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error
  return new NotConnected('unreachable', one instanceof Error ? one.message : String(one), { cause: error })
}
