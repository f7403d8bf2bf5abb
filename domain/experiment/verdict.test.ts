import { expect, test } from 'vitest'
import { type Decided, type Rules, verdictOf } from './verdict.ts'

const arm = (name: string, converted: number, members: number) => ({ arm: name, converted, members })
const rules: Rules = { confidence: 0.95, control: null, sample: 500, isAutomatic: true }
const clear = [arm('a', 200, 1_000), arm('b', 250, 1_000)]
const even = [arm('a', 200, 1_000), arm('b', 205, 1_000)]
const decided = (of: Partial<Decided>): Decided => ({ arm: null, by: 'test', comparedAtSample: 500, pValue: 0.4, ...of })

test.each<[string, Parameters<typeof verdictOf>, object]>([
  [
    'the smallest arm says how far it is',
    [[arm('a', 9, 900), arm('b', 1, 120)], rules, null],
    { is: 'collecting', least: 120, sample: 500 },
  ],
  ['the sample is there', [clear, rules, null], { is: 'due', sample: 500 }],
  ['an arm has won', [clear, rules, decided({ arm: 'b', pValue: 0.007 })], { is: 'decided', arm: 'b', by: 'test', pValue: 0.007 }],
  ['none was better when it was looked', [clear, rules, decided({})], { is: 'no_difference', pValue: 0.4, sample: 500 }],
  ['a larger sample is looked at again', [clear, { ...rules, sample: 900 }, decided({})], { is: 'due', sample: 900 }],
  ['a winner was taken back', [clear, rules, decided({ by: 'hand' })], { is: 'taken_back', sample: 500 }],
  ['by hand, one is better', [clear, { ...rules, isAutomatic: false }, null], { is: 'better', arm: 'b' }],
  ['by hand, none is', [even, { ...rules, isAutomatic: false }, null], { is: 'none_better' }],
])('%s', (_, given, expected) => expect(verdictOf(...given).verdict).toMatchObject(expected))
