import { describe, expect, it } from 'vitest'
import { makeToken, readToken } from './token.ts'

const owner = { workspaceId: 7, shard: 63, memberId: 123_456_789, messageId: 9_007_199_254_740_991 }

describe('a link token', () => {
  it('gives back what was put in, for the purpose it was made for', () => {
    const url = 'https://shop.example/ü?a=1&b=%20'
    expect(readToken('click', makeToken('click', { ...owner, url }))).toEqual({ ...owner, url })
    expect(readToken('open', makeToken('open', owner))).toEqual({ ...owner, url: '' })
  })

  it('is of no use for another purpose', () => {
    expect(readToken('unsubscribe', makeToken('open', owner))).toBeNull()
    expect(readToken('click', makeToken('unsubscribe', owner))).toBeNull()
  })

  it('is refused when any character of it was changed, added or removed', () => {
    const token = makeToken('click', { ...owner, url: 'https://shop.example/' })
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A'
      expect(readToken('click', token.slice(0, at) + other + token.slice(at + 1))).toBeNull()
    }
    expect(readToken('click', `${token}A`)).toBeNull()
    expect(readToken('click', token.slice(0, -1))).toBeNull()
    expect(readToken('click', '')).toBeNull()
    expect(readToken('click', 'A'.repeat(5_000))).toBeNull()
  })

  it('stays short enough for a header line', () => {
    expect(makeToken('unsubscribe', { workspaceId: 1, shard: 3, memberId: 2_000, messageId: 1_000_000 }).length).toBeLessThan(40)
  })
})
