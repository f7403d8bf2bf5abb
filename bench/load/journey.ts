import { request } from 'undici'
import { z } from 'zod'

/** On Order Completed: a pro is thanked by email, anybody else leaves. Every order enters. */
const thanks = {
  name: 'Thanks',
  settings: { reentry: { mode: 'every_time' } },
  nodes: [
    { key: 'bought', kind: 'trigger.event', name: 'Bought', settings: { event: 'Order Completed' } },
    { key: 'pro', kind: 'rule.condition', name: 'Pro?', settings: { condition: { attribute: 'plan', operator: 'equals', value: 'pro' } } },
    {
      key: 'mail',
      kind: 'action.email',
      name: 'Thanks',
      settings: { subject: 'order {{ event.properties.n }}', body: '<p>Thank you, {{ member.first_name }}.</p>' },
    },
    { key: 'out', kind: 'action.exit', name: 'Out', settings: {} },
  ],
  paths: [
    { source: 'bought', outlet: 'next', target: 'pro' },
    { source: 'pro', outlet: 'yes', target: 'mail' },
    { source: 'pro', outlet: 'no', target: 'out' },
    { source: 'mail', outlet: 'next', target: 'out' },
  ],
}

/** Whoever enters waits for a year. */
export const waiting = {
  name: 'A year',
  settings: { reentry: { mode: 'once' } },
  nodes: [
    { key: 'go', kind: 'trigger.api', name: 'Begin', settings: {} },
    { key: 'plan', kind: 'rule.condition', name: 'Pro?', settings: { condition: { attribute: 'plan', operator: 'equals', value: 'pro' } } },
    { key: 'wait', kind: 'rule.delay', name: 'A year', settings: { duration: { days: 365 } } },
    { key: 'out', kind: 'action.exit', name: 'Out', settings: {} },
  ],
  paths: [
    { source: 'go', outlet: 'next', target: 'plan' },
    { source: 'plan', outlet: 'yes', target: 'wait' },
    { source: 'plan', outlet: 'no', target: 'wait' },
    { source: 'wait', outlet: 'next', target: 'out' },
  ],
}

/** Six nodes, two mails: as the bench of the engine has it, entered by a call and its mails written here. */
export const through = {
  name: 'Welcome',
  settings: { reentry: { mode: 'once' } },
  nodes: [
    { key: 'go', kind: 'trigger.api', name: 'Begin', settings: {} },
    { key: 'plan', kind: 'rule.condition', name: 'Pro?', settings: { condition: { attribute: 'plan', operator: 'equals', value: 'pro' } } },
    { key: 'hello', kind: 'action.email', name: 'Hello', settings: { subject: 'Hello', body: '<p>Welcome, {{ member.first_name }}.</p>' } },
    { key: 'pause', kind: 'rule.delay', name: 'Pause', settings: { duration: { seconds: 1 } } },
    { key: 'more', kind: 'action.email', name: 'More', settings: { subject: 'More', body: '<p>More for {{ member.first_name }}.</p>' } },
    { key: 'out', kind: 'action.exit', name: 'Out', settings: {} },
  ],
  paths: [
    { source: 'go', outlet: 'next', target: 'plan' },
    { source: 'plan', outlet: 'yes', target: 'hello' },
    { source: 'plan', outlet: 'no', target: 'hello' },
    { source: 'hello', outlet: 'next', target: 'pause' },
    { source: 'pause', outlet: 'next', target: 'more' },
    { source: 'more', outlet: 'next', target: 'out' },
  ],
}

/** Makes and publishes a journey through the REST API; answers with its id. */
export async function publishJourney(url: string, serverKey: string, document: object = thanks): Promise<string> {
  const { id } = journeySchema.parse(await post(url, serverKey, '/journeys', document))
  await post(url, serverKey, `/journeys/${id}/publish`)
  return id
}

const journeySchema = z.object({ id: z.string() })

/** A POST to the REST API; answers with the body. */
export async function post(url: string, serverKey: string, path: string, body?: object): Promise<unknown> {
  const answer = await request(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.body.text()
  if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${text}`)
  return JSON.parse(text)
}
