import { request } from 'undici'
import { z } from 'zod'
import { welcome } from '#bench/engine/seed.ts'

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

const called: Record<string, object> = {
  joined: { kind: 'trigger.api', settings: {} },
  hello: { settings: { subject: 'Hello', body: '<p>Welcome, {{ member.first_name }}.</p>' } },
  pause: { settings: { duration: { seconds: 1 } } },
  more: { settings: { subject: 'More', body: '<p>More for {{ member.first_name }}.</p>' } },
}

/** The journey of the engine's bench, entered by a call, its mails written here and its wait a second. */
export const through = { ...welcome, nodes: welcome.nodes.map((node) => ({ ...node, name: node.key, ...called[node.key] })) }

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
