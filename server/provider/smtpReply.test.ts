import { describe, expect, it } from 'vitest'
import { deliveryOf } from './smtpReply.ts'

const error = (fields: object) => Object.assign(new Error('said'), fields)
const rcpt = (response: string) => error({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: Number(response.slice(0, 3)), response })

describe('before any content was read', () => {
  it.each([
    ['nothing listens', { code: 'ESOCKET', command: 'CONN' }, 'unavailable'],
    ['no such host', { code: 'EDNS', command: 'CONN' }, 'unavailable'],
    ['a time-out', { code: 'ETIMEDOUT', command: 'CONN' }, 'unavailable'],
    ['a greeting of 4xx', { code: 'EPROTOCOL', command: 'CONN', responseCode: 421 }, 'unavailable'],
    ['TLS that fails', { code: 'ETLS' }, 'unavailable'],
    ['credentials refused', { code: 'EAUTH', responseCode: 535 }, 'unavailable'],
    ['credentials wanted', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 }, 'unavailable'],
    ['421 in the middle', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421 }, 'unavailable'],
    ['a recipient to try later', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450 }, 'deferred'],
    ['a recipient refused', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'refused'],
    ['an address our client would not send', { code: 'EENVELOPE', command: 'API' }, 'refused'],
  ])('%s', (_name, fields, became) => expect(deliveryOf(error(fields), false).became).toBe(became))
})

describe('after content was read', () => {
  it.each([
    ['refused for good', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, 'refused'],
    ['refused for now', { code: 'EMESSAGE', command: 'DATA', responseCode: 452 }, 'deferred'],
    ['the connection lost', { code: 'ECONNECTION', command: 'CONN' }, 'unknown'],
    ['silence', { code: 'ETIMEDOUT', command: 'CONN' }, 'unknown'],
    ['given up by us', { code: 'ABORT_ERR' }, 'unknown'],
  ])('%s', (_name, fields, became) => expect(deliveryOf(error(fields), true).became).toBe(became))
})

describe('an address is suppressed', () => {
  it.each([
    ['550 5.1.1 The email account does not exist', true],
    ['550 5.1.10 RESOLVER.ADR.RecipientNotFound', true],
    ['550 No such user here', true],
    ['553 mailbox not found', true],
    ['550 5.7.1 blocked, user unknown to our policy', false],
    ['552 5.2.2 mailbox full', false],
    ['550 spam', false],
  ])('%s: %s', (reply, suppress) => expect(deliveryOf(rcpt(reply), false)).toMatchObject({ became: 'refused', suppress }))
})
