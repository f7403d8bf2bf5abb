import { BlockList, isIP } from 'node:net'

/**
 * Which addresses calls to the outside may reach (OWASP: server-side request forgery). Public is what the IANA
 * special-purpose registries leave: for IPv4 all but these, for IPv6 global unicast but these.
 */
const NOT_PUBLIC = listOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Protocol assignments (Teredo, ORCHID, benchmarking ...), documentation, 6to4, AS112.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'],
])
const GLOBAL_UNICAST = listOf(['2000::/3'])

export type Reach = { allows(address: string, port: number): boolean }

/**
 * Public addresses at the web's ports and `ports`, and everything within `cidrs` at any port. `address` is an IP address;
 * anything else is not allowed. A mapped one (::ffff:10.0.0.1) is only ever allowed by the range of what it maps.
 */
export function createReach({ cidrs, ports }: { cidrs: string[]; ports: number[] }): Reach {
  const inside = listOf(cidrs)
  const open = new Set([80, 443, ...ports])
  return {
    allows(address, port) {
      const plain = address.replace(/%.*$/, '')
      const family = familyOf(plain)
      if (!family) return false
      if (inside.check(plain, family)) return true
      const isPublic =
        family === 'ipv4' ? !NOT_PUBLIC.check(plain, family) : GLOBAL_UNICAST.check(plain, family) && !NOT_PUBLIC.check(plain, family)
      return isPublic && open.has(port)
    },
  }
}

/** "10.0.0.0/8", "fd00::/8", or one address. */
export function isCidr(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = familyOf(address)
  if (!family || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv4' ? 32 : 128))
}

function listOf(cidrs: string[]): BlockList {
  const list = new BlockList()
  for (const cidr of cidrs) {
    const [address = '', bits] = cidr.split('/')
    const family = familyOf(address) ?? 'ipv4'
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family)
  }
  return list
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6'
}
