import { describe, expect, test } from 'vitest'
import type { Explanation } from './explanation.ts'
import { verdictOf } from './verdict.ts'

type Passage = Explanation['passages'][number]
type Fate = Explanation['triggers'][number]['events'][number]['fate']

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()
const event = (hour: number) => ({ id: `${hour}`, name: 'Order Completed', at: at(hour), properties: {} })
const came = (hour: number, fate: Fate) => ({ event: event(hour), fate, because: null, progressId: null, saw: [] })
const passage = (status: Passage['status'], hour: number): Passage => ({
  ...{ id: '1-1', journey: { id: '1', name: 'Win back' }, version: 1, status, nodeKey: status === 'WAITING' ? 'wait' : null, node: null },
  ...{
    reason: null,
    entry: { name: 'Order Completed', at: at(hour), properties: {} },
    enteredAt: at(hour),
    updatedAt: at(hour),
    dueAt: null,
  },
  visits: [],
})
const explanation = (rest: Partial<Explanation> = {}, events: Explanation['triggers'][number]['events'] = []): Explanation => ({
  ...{ at: at(23), member: { id: '1-1', userId: 'jane' }, journey: { id: '1', name: 'Win back', status: 'ONGOING', version: 1 } },
  triggers: [{ nodeKey: 'trigger', name: '', summary: null, listensTo: 'Order Completed', events }],
  ...{ eligibility: null, refusals: [], passages: [], messages: [] },
  ...rest,
})

describe('a verdict', () => {
  test('says where a member is', () => {
    expect(verdictOf(explanation({ passages: [passage('WAITING', 1)] }))).toMatchObject({ stands: 'inside', times: 1 })
    expect(verdictOf(explanation({ passages: [passage('ENDED', 2), passage('WAITING', 1)] }))).toMatchObject({ stands: 'inside', times: 2 })
    expect(verdictOf(explanation({ passages: [passage('ERROR', 1)] })).stands).toBe('error')
    const never = { id: '1', name: 'Win back', status: 'DRAFT', version: null }
    expect(verdictOf(explanation({ journey: never })).stands).toBe('nowhere_live')
  })

  test('of one who was never inside names the last thing that could have let them in', () => {
    expect(verdictOf(explanation())).toEqual({ stands: 'never', obstacle: { is: 'no_event', names: ['Order Completed'] } })
    expect(verdictOf(explanation({ triggers: [] }))).toEqual({ stands: 'never', obstacle: { is: 'no_listener' } })
    const found = verdictOf(explanation({}, [came(1, 'before_publish'), came(3, 'unmatched'), came(2, 'not_then')]))
    expect(found).toMatchObject({ stands: 'never', obstacle: { is: 'unmatched', trigger: 'trigger', event: { event: { id: '3' } } } })
    const refusals = [{ at: at(5), nodeKey: 'date', because: 'too_soon', event: event(5), saw: [] }]
    expect(verdictOf(explanation({ refusals }, [came(3, 'unmatched')]))).toMatchObject({ obstacle: { is: 'refused', trigger: 'date' } })
  })

  test('of one who was inside counts only what came since, and nothing when the last event let them in', () => {
    const passages = [passage('ENDED', 4)]
    expect(verdictOf(explanation({ passages }, [came(4, 'entered'), came(3, 'unmatched')]))).toMatchObject({
      stands: 'over',
      obstacle: null,
    })
    expect(verdictOf(explanation({ passages }, [came(3, 'unmatched')]))).toMatchObject({ obstacle: null })
    expect(verdictOf(explanation({ passages }, [came(6, 'refused'), came(4, 'entered')]))).toMatchObject({ obstacle: { is: 'refused' } })
  })
})
