import { describe, expect, it } from 'vitest'
import { createReach, isCidr } from './address.ts'

const open = createReach({ cidrs: [], ports: [8443] })

describe('what may be called', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.0.1', '2606:4700:4700::1111', '2a00:1450:4001:830::200e'])(
    '%s is public',
    (address) => {
      expect(open.allows(address, 443)).toBe(true)
    },
  )

  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1'],
    ...['fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1'],
    ...['localhost', '127.1', '2130706433', '0x7f000001', ''],
  ])('%s is not', (address) => {
    expect(open.allows(address, 443)).toBe(false)
  })

  it('is reached at the ports of the web and those that were added', () => {
    expect([80, 443, 8443, 22, 8080, 6379].filter((port) => open.allows('8.8.8.8', port))).toEqual([80, 443, 8443])
  })

  it('is what a range opens, at any port and in every spelling, and nothing beside it', () => {
    const inside = createReach({ cidrs: ['10.20.0.0/16', 'fd00::/8', '127.0.0.1'], ports: [] })
    for (const address of ['10.20.3.4', '::ffff:10.20.3.4', 'fd12::1', '127.0.0.1', '::ffff:127.0.0.1'])
      expect(inside.allows(address, 9000), address).toBe(true)
    for (const address of ['10.21.0.1', '::ffff:10.21.0.1', 'fc00::1', '127.0.0.2', '169.254.169.254'])
      expect(inside.allows(address, 9000), address).toBe(false)
  })
})

it('knows a range from other words', () => {
  expect(['10.0.0.0/8', '10.0.0.1', 'fd00::/8', '0.0.0.0/0'].every(isCidr)).toBe(true)
  expect(['10.0.0.0/33', '10.0.0/8', 'fd00::/129', 'intranet', '10.0.0.0/8/8', '10.0.0.0/', ''].some(isCidr)).toBe(false)
})
