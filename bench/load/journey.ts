import { Client } from 'undici'

/** On Order Completed: a pro is thanked by email, anybody else leaves. Every order enters. */
const document = {
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

/** Makes and publishes the journey through the REST API. */
export async function publishJourney(url: string, serverKey: string): Promise<void> {
  const client = new Client(url)
  const post = async (path: string, body?: unknown): Promise<{ id: string }> => {
    const answer = await client.request({
      method: 'POST',
      path: `/api/v1${path}`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${text}`)
    return JSON.parse(text)
  }
  const journey = await post('/journeys', document)
  await post(`/journeys/${journey.id}/publish`)
  await client.close()
}
