import type { z } from 'zod'
import { type JourneyDocument, journeyDocumentSchema } from '#domain/journey/document.ts'
import type { createTemplateSchema } from '#domain/message/resource.ts'

const ORDER = 'Order Completed'
const QUIET_DAYS = 30

/** Mail that tells itself apart by a heading, a sentence and a button. */
const mail = (heading: string, text: string, button: string) => `<mjml>
  <mj-body background-color="#f4f4f2">
    <mj-section background-color="#ffffff" padding="32px">
      <mj-column>
        <mj-text font-size="24px" font-family="Helvetica, Arial, sans-serif">${heading}</mj-text>
        <mj-text font-size="16px" line-height="24px" font-family="Helvetica, Arial, sans-serif">${text}</mj-text>
        <mj-button background-color="#1f4b99" font-family="Helvetica, Arial, sans-serif" href="https://example.com/shop">${button}</mj-button>
      </mj-column>
    </mj-section>
    <mj-section>
      <mj-column>
        <mj-text font-size="12px" align="center" color="#55554f" font-family="Helvetica, Arial, sans-serif">Harbour Records, 1 Quay Street ·
          <a href="{{ unsubscribeUrl }}">Unsubscribe</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`

export const templates: z.output<typeof createTemplateSchema>[] = [
  {
    key: 'third-order',
    name: 'Thank you for the third order',
    subject: 'Three times thank you, {{ member.firstName }}',
    preheader: 'Your third order is on its way',
    format: 'mjml',
    body: mail(
      'Thank you, {{ member.firstName }}',
      'This was your third order with us, and we notice such things. The next parcel to {{ member.city }} is on us: it ships free.',
      'Look around',
    ),
  },
  {
    key: 'we-miss-you',
    name: 'We miss you',
    subject: 'New in {{ member.favouriteGenre }}, {{ member.firstName }}',
    preheader: 'A month is a long time without new music',
    format: 'mjml',
    body: mail(
      'It has been a while',
      'Your last order came to {{ event.properties.revenue }} dollars, a month ago. Since then a lot of {{ member.favouriteGenre }} has come in.',
      'Listen in',
    ),
  },
]

export const journeys: JourneyDocument[] = [
  journeyDocumentSchema.parse({
    name: 'Thank you for the third order',
    settings: { reentry: { mode: 'every_time' } },
    nodes: [
      { key: 'ordered', kind: 'trigger.event', name: 'Ordered', settings: { event: ORDER }, position: { x: 0, y: 0 } },
      {
        key: 'third',
        kind: 'rule.condition',
        name: 'The third order?',
        settings: { condition: { event: ORDER, count: { operator: 'equals', value: 3 } } },
        position: { x: 0, y: 160 },
      },
      { key: 'thanks', kind: 'action.email', name: 'Say thank you', settings: { template: 'third-order' }, position: { x: -180, y: 320 } },
      { key: 'thanked', kind: 'action.exit', name: 'Thanked', settings: { reason: 'Thanked' }, position: { x: -180, y: 480 } },
      { key: 'another', kind: 'action.exit', name: 'Another order', settings: { reason: 'Not the third' }, position: { x: 180, y: 320 } },
    ],
    paths: [
      { source: 'ordered', outlet: 'next', target: 'third' },
      { source: 'third', outlet: 'yes', target: 'thanks' },
      { source: 'third', outlet: 'no', target: 'another' },
      { source: 'thanks', outlet: 'next', target: 'thanked' },
    ],
  }),
  journeyDocumentSchema.parse({
    name: 'Win back',
    settings: { reentry: { mode: 'once_at_a_time' } },
    nodes: [
      { key: 'ordered', kind: 'trigger.event', name: 'Ordered', settings: { event: ORDER }, position: { x: 0, y: 0 } },
      { key: 'month', kind: 'rule.delay', name: 'A month', settings: { duration: { days: QUIET_DAYS } }, position: { x: 0, y: 160 } },
      {
        key: 'again',
        kind: 'rule.condition',
        name: 'Ordered again?',
        settings: { condition: { event: ORDER, within: { days: QUIET_DAYS } } },
        position: { x: 0, y: 320 },
      },
      { key: 'back', kind: 'action.exit', name: 'Came back', settings: { reason: 'Came back' }, position: { x: -180, y: 480 } },
      { key: 'miss', kind: 'action.email', name: 'We miss you', settings: { template: 'we-miss-you' }, position: { x: 180, y: 480 } },
      { key: 'written', kind: 'action.exit', name: 'Written to', settings: { reason: 'Written to' }, position: { x: 180, y: 640 } },
    ],
    paths: [
      { source: 'ordered', outlet: 'next', target: 'month' },
      { source: 'month', outlet: 'next', target: 'again' },
      { source: 'again', outlet: 'yes', target: 'back' },
      { source: 'again', outlet: 'no', target: 'miss' },
      { source: 'miss', outlet: 'next', target: 'written' },
    ],
  }),
]
