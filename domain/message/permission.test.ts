import { expect, test } from 'vitest'
import { type Consent, classOf, permit, type Recipient } from './permission.ts'

const jane: Recipient = {
  address: 'jane@example.com',
  consent: null,
  topicConsent: null,
  isTransactional: false,
  isSuppressed: false,
  isCanceled: false,
  sendWithoutConsentRecord: true,
}
const outcome = (more: Partial<Recipient>) => {
  const permission = permit({ ...jane, ...more })
  return permission.allowed ? 'goes' : permission.because
}

test.each<[Consent | null, Consent | null, marketing: string, transactional: string]>([
  [null, null, 'goes', 'goes'],
  ['granted', null, 'goes', 'goes'],
  ['granted', 'granted', 'goes', 'goes'],
  ['granted', 'denied', 'no_topic_consent', 'goes'],
  ['granted', 'pending', 'no_topic_consent', 'goes'],
  [null, 'denied', 'no_topic_consent', 'goes'],
  ['pending', null, 'no_consent', 'goes'],
  ['pending', 'granted', 'no_consent', 'goes'],
  ['denied', null, 'no_consent', 'no_consent'],
  ['denied', 'granted', 'no_consent', 'no_consent'],
])('consent to the channel %s and to the topic %s: marketing %s, transactional %s', (consent, topicConsent, marketing, transactional) => {
  expect(outcome({ consent, topicConsent })).toBe(marketing)
  expect(outcome({ consent, topicConsent, isTransactional: true })).toBe(transactional)
})

test.each<[Partial<Recipient>, string]>([
  [{}, 'no_consent'],
  [{ topicConsent: 'granted' }, 'goes'],
  [{ consent: 'granted' }, 'goes'],
  [{ isTransactional: true }, 'goes'],
])('where a record of consent is needed, %j: %s', (more, expected) =>
  expect(outcome({ ...more, sendWithoutConsentRecord: false })).toBe(expected),
)

test.each<[Partial<Recipient>, string]>([
  [{ isSuppressed: true }, 'suppressed'],
  [{ isCanceled: true }, 'canceled'],
  [{ address: null }, 'no_address'],
  [{ address: 'a@example.com, b@example.com' }, 'no_address'],
])('%j refuses transactional messages too', (more, expected) => {
  expect(outcome(more)).toBe(expected)
  expect(outcome({ ...more, isTransactional: true })).toBe(expected)
})

test.each([
  [{ template: 'x' }, { topic: '', isTransactional: false }],
  [
    { subject: 'x', body: 'y', topic: 'news', isTransactional: true },
    { topic: 'news', isTransactional: true },
  ],
  [
    { topic: 5, isTransactional: 'yes' },
    { topic: '', isTransactional: false },
  ],
  [null, { topic: '', isTransactional: false }],
])('the class of %j', (content, expected) => expect(classOf(content)).toEqual(expected))
