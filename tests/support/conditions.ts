import fc from 'fast-check'
import { conditionSchema, messageOutcomes, operators } from '#domain/condition/document.ts'

// What random members, events and conditions are made of: few values, so that they meet.

/** The instant that relative times lie around, epoch ms. */
export const NOW = Date.parse('2026-11-05T12:00:00Z')
export const HOUR = 3_600_000

const instants = fc.oneof(
  fc.integer({ min: -80, max: 20 }).map((hours) => new Date(NOW + hours * 6 * HOUR).toISOString()),
  fc.integer({ min: -40, max: 10 }).map((days) => new Date(NOW + days * 24 * HOUR).toISOString().slice(0, 10)),
  fc.integer({ min: -900, max: 9 }).map((hours) => new Date(NOW + hours * HOUR).toISOString().slice(0, 16)),
  fc.integer({ min: -900, max: 9 }).map((hours) => Math.floor(NOW / 1_000) + hours * 3_600),
  fc.constantFrom(
    ...['2026-10-25T02:30', '2026-03-29T02:30', '2026-11-01 01:30:00', '2026-03-08T02:30', '2026-10-04T02:15', '2026-04-05T01:45:30.9999'],
    ...[
      '2026-02-30',
      '2024-02-29',
      '1900-02-29',
      '2026-13-01',
      '0000-01-01',
      '2026-11-05T24:00',
      '2026-11-05T23:59:60Z',
      '2026-11-05T12:00',
    ],
    ...['2026-11-05T12:00:00+0100', '2026-11-05t12:00:00.123456789z', '2026-11-05T12:00:00-05:30', '2026-11-05T12:00:00+25:00', NOW, -1e12],
  ),
)
const texts = fc.constantFrom(
  ...['', 'a', 'A', 'b', 'pro', 'Pro', 'true', 'false', 'null', '7', '7.0', '007', '+7', '-.5', '7.', '1e3', '1e999', '1e-999', ' 7', '7 '],
  ...[
    'a%b',
    'a_b',
    'a\\b',
    "a'b",
    'a"b',
    'abc',
    'ABC',
    'Straße',
    'STRASSE',
    'ÄPFEL',
    'äpfel',
    'İ',
    'ΟΔΟΣ',
    '😀',
    '😀😀',
    'K',
    '٣',
    'e\u0301',
  ],
)
const patterns = fc.constantFrom('*', '', '?', '??', 'a*', '*B', 'a%b', 'a_b', 'a\\?', 'ä*', 'K', '?K', '*ß*', '*σ', '????', '*ς', 'p?o')
const numbers = fc.oneof(
  fc.constantFrom(0, -0, 7, -0.5, 1_000, 1e-7, 1.7976931348623157e308, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const scalars = fc.oneof(texts, numbers, fc.boolean(), fc.constant(null), instants)
const values: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: scalars, weight: 5 },
  fc.array(fc.oneof(scalars, fc.array(scalars, { maxLength: 2 })), { maxLength: 3 }),
  fc.constantFrom({}, { a: 1 }, [[]]),
)
const names = fc.constantFrom('a', 'b', '__proto__', "o'clock")
export const bags = fc.array(fc.tuple(names, values), { maxLength: 4 }).map((entries) => Object.fromEntries(entries))
export const zones = fc.constantFrom(null, 'UTC', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Europe/Berlin')
const durations = fc.record({ days: fc.nat(40), hours: fc.nat(30) })
const calendar = fc.oneof(
  durations,
  fc.record({ months: fc.nat(14), days: fc.nat(3) }),
  fc.constantFrom({ months: 1_000_000 }, { seconds: 90 }),
)
const operands = fc.oneof(scalars, fc.array(scalars, { maxLength: 3 }), calendar, fc.constant(undefined))
const comparisons = fc.oneof(
  { arbitrary: fc.record({ operator: fc.constantFrom(...operators), value: operands }), weight: 4 },
  { arbitrary: fc.record({ operator: fc.constant('matches' as const), value: patterns }), weight: 1 },
  {
    arbitrary: fc.record({
      operator: fc.constantFrom('gt', 'gte', 'lt', 'lte', 'before', 'after'),
      value: fc.oneof(instants, numbers, texts),
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ operator: fc.constant('between' as const), value: fc.tuple(instants, instants) }), weight: 1 },
  { arbitrary: fc.record({ operator: fc.constantFrom('within_last', 'not_within_last'), value: calendar }), weight: 1 },
)
const counts = fc.option(fc.record({ operator: fc.constantFrom('equals', 'not_equals', 'gt', 'gte', 'lt', 'lte'), value: fc.nat(3) }), {
  nil: undefined,
})
const within = fc.option(durations, { nil: undefined })
const group = <T>(inner: fc.Arbitrary<T>) =>
  fc.tuple(fc.constantFrom('all', 'any', 'none'), fc.array(inner, { maxLength: 3 })).map(([kind, parts]) => ({ [kind]: parts }))
const where = fc.letrec<{ where: unknown }>((tie) => ({
  where: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(names, comparisons).map(([property, one]) => ({ property, ...one })),
    group(tie('where')),
  ),
})).where
const leaves = fc.oneof(
  { arbitrary: fc.tuple(names, comparisons).map(([attribute, one]) => ({ attribute, ...one })), weight: 4 },
  {
    arbitrary: fc.record({ event: fc.constantFrom('A', 'B', 'C'), where: fc.option(where, { nil: undefined }), within, count: counts }),
    weight: 3,
  },
  fc.record({ segment: fc.constantFrom('in', 'nobody', 'gone') }),
  fc.record({
    message: fc.record(
      {
        outcome: fc.constantFrom(...messageOutcomes),
        template: fc.constantFrom('hello', 'bye'),
        channel: fc.constantFrom('email', 'sms'),
        journey: fc.constantFrom('1', '2'),
        node: fc.constant('mail'),
      },
      { requiredKeys: ['outcome'] },
    ),
    within,
    count: counts,
  }),
)
export const conditions = fc
  .letrec<{ condition: unknown }>((tie) => ({ condition: fc.oneof({ depthSize: 'small' }, leaves, group(tie('condition'))) }))
  .condition.map((condition) => conditionSchema.parse(JSON.parse(JSON.stringify(condition))))
