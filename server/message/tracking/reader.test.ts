import { expect, it } from 'vitest'
import { readerOf } from './reader.ts'

it.each([
  ['Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', 'proxy'],
  ['YahooMailProxy; https://help.yahoo.com/', 'proxy'],
  ['Mozilla/5.0', 'apple_privacy'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148', 'person'],
  ['curl/8.5.0', 'machine'],
  ['', 'machine'],
  [undefined, 'machine'],
])('%s is a %s', (agent, reader) => expect(readerOf(agent)).toBe(reader))
