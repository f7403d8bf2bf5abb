import { expect, test } from 'vitest'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { walkOrder } from './order.ts'

test('nodes come as a member meets them, loops and strays included once', () => {
  const document = journeyDocumentSchema.parse({
    name: 'x',
    nodes: [
      { key: 'stray', kind: 'action.exit' },
      { key: 'mail', kind: 'action.email' },
      { key: 'rest', kind: 'rule.delay' },
      { key: 'in', kind: 'trigger.event' },
    ],
    paths: [
      { source: 'in', outlet: 'next', target: 'rest' },
      { source: 'rest', outlet: 'next', target: 'mail' },
      { source: 'mail', outlet: 'next', target: 'rest' },
      { source: 'mail', outlet: 'next', target: 'nowhere' },
    ],
  })
  expect(walkOrder(document)).toEqual(['in', 'rest', 'mail', 'stray'])
})
