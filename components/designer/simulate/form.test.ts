import { expect, test } from 'vitest'
import { simulateSchema } from '#domain/simulate/request.ts'
import { blankForm, requestOf, type SimulateForm } from './form.ts'

const NOW = Date.parse('2026-11-25T10:30:00Z')
const ask = (form: Partial<SimulateForm>, zone = 'Europe/Berlin') =>
  requestOf({ ...blankForm('draft', 'Order Completed', NOW), ...form }, NOW, zone)

test('a backtest goes over whole days of the workspace, the last of them up to now', () => {
  expect(ask({ span: '7d' })).toEqual({
    request: { version: 'draft', backtest: { from: '2026-11-18T23:00:00.000Z', to: '2026-11-25T10:30:00.000Z' } },
  })
  expect(ask({ span: 'custom', from: '2026-10-25', to: '2026-10-25' })).toMatchObject({
    request: { backtest: { from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' } },
  })
})

test('a made-up member lives as long after the first event as said, on its own calendar', () => {
  const events: SimulateForm['events'] = [
    { event: 'B', at: '2026-10-25T12:00:00Z', properties: {} },
    { event: 'A', at: '2026-10-24T12:00:00Z', properties: { revenue: 5 } },
  ]
  const asked = ask({ way: 'synthetic', events, attributes: { plan: 'pro' }, lasts: { days: 1 } })
  expect(asked).toMatchObject({
    request: { paths: true, synthetic: { members: [{ attributes: { plan: 'pro' } }], until: '2026-10-25T13:00:00.000Z' } },
  })
})

test('what is asked is what the API takes', () => {
  for (const form of [{}, { way: 'synthetic' }, { way: 'member', userId: 'jane' }] as const) {
    const asked = ask(form)
    expect('request' in asked && simulateSchema.safeParse(asked.request).success).toBe(true)
  }
})

test.each<[string, Partial<SimulateForm>]>([
  ['noMember', { way: 'member' }],
  ['noSpan', { span: 'custom', from: '2026-11-01' }],
  ['noEvents', { way: 'synthetic', events: [] }],
  ['eventUnnamed', { way: 'synthetic', events: [{ event: ' ', at: '2026-11-01T00:00:00Z', properties: {} }] }],
  ['eventUntimed', { way: 'member', userId: 'jane', besides: [{ event: 'A', at: '', properties: {} }] }],
  ['noLength', { way: 'synthetic', lasts: { days: 0 } }],
])('says what is missing: %s', (fault, form) => {
  expect(ask(form)).toEqual({ fault })
})
