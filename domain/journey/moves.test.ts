import { expect, test } from 'vitest'
import { journey } from '#tests/support/drawing.ts'
import { storedCatchUp } from './catchUp.ts'
import { fateOf, type MembersPolicy } from './moves.ts'

const next = journey('trigger(Go) → wait=delay 2h → ask=condition(plan is_set: yes→exit)')
const at = (key: string, kind = 'rule.delay') => ({ key, kind })

test.each<[string, MembersPolicy, ReturnType<typeof at>, ReturnType<typeof fateOf>]>([
  ['finish: everybody stays', { policy: 'finish' }, at('wait'), { fate: 'stays', target: null }],
  ['follow: the same node is waited at on', { policy: 'follow' }, at('wait'), { fate: 'follows', target: 'wait' }],
  ['follow: a node that is another kind now is arrived at', { policy: 'follow' }, at('ask'), { fate: 'arrives', target: 'ask' }],
  ['follow: without the node one leaves', { policy: 'follow' }, at('gone'), { fate: 'leaves', target: null }],
  ['move: who stands at a node that is not named stays', { policy: 'move', moves: {} }, at('wait'), { fate: 'stays', target: null }],
  ['move: to another node', { policy: 'move', moves: { wait: 'ask' } }, at('wait'), { fate: 'arrives', target: 'ask' }],
  ['move: out', { policy: 'move', moves: { wait: null } }, at('wait'), { fate: 'leaves', target: null }],
  [
    'move: a name of every object is a name like any other',
    { policy: 'move', moves: {} },
    at('constructor'),
    { fate: 'stays', target: null },
  ],
])('%s', (_, members, standing, fate) => {
  expect(fateOf(members, standing, next)).toEqual(fate)
})

test('a resume keeps what it was asked for in ms', () => {
  expect(storedCatchUp({ mode: 'all_now' })).toBeNull()
  expect(storedCatchUp({ mode: 'spread', over: { hours: 2 } })).toEqual({ mode: 'spread', ms: 7_200_000 })
  expect(storedCatchUp({ mode: 'skip_older', than: { days: 1 } })).toEqual({ mode: 'skip_older', ms: 86_400_000 })
})
