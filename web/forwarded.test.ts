import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { originOf } from './forwarded.ts'

function asked(headers: Record<string, string>): IncomingMessage {
  const request = new IncomingMessage(new Socket())
  Object.assign(request.headers, { host: 'inside:3000', ...headers })
  return request
}
const forged = {
  'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.0.0.2',
  'x-forwarded-host': 'evil.example, app.example',
  'x-forwarded-proto': 'https',
}

test('without a proxy in front, forwarded headers are a claim and are not believed', () =>
  expect(originOf(asked(forged), 0)).toEqual({ ip: 'unknown', host: 'inside:3000', protocol: 'http' }))
test('with one proxy in front, its word counts', () =>
  expect(originOf(asked(forged), 1)).toEqual({ ip: '10.0.0.2', host: 'app.example', protocol: 'https' }))
test('with two, what the outer one saw counts, never what the client wrote before it', () =>
  expect(originOf(asked(forged), 2).ip).toBe('203.0.113.7'))
test('a proxy that says nothing leaves the socket to say it', () =>
  expect(originOf(asked({}), 1)).toEqual({ ip: 'unknown', host: 'inside:3000', protocol: 'http' }))
