import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { definitionOf } from '#domain/nodes/registry.ts'
import { messages } from '#messages/index.ts'
import { journey } from '#tests/support/drawing.ts'
import type { DraftNode, Graph } from './document.ts'
import { compilePlan } from './plan.ts'
import type { Problem } from './problem.ts'
import { problemsOf } from './problems.ts'

const context = {
  templateKeys: new Set(['hello']),
  segmentKeys: new Set(['vip']),
  eventNames: new Set(['A', 'Order Completed']),
  journeyIds: new Set(['1', '2']),
  journeyId: '1',
}
const found = (graph: Graph) => problemsOf(graph, context)
const brief = ({ nodeKey, code, pointer }: Problem) => [nodeKey ?? 'journey', code, ...(pointer ? [pointer] : [])].join(' ')
const codes = (graph: Graph) => found(graph).map(brief)

const whole = journey('trigger(A) → delay 1h → condition(plan equals vip: yes→email → out=exit, no→exit bye)')

/** A journey of a trigger, this node and an exit. */
function around(node: Pick<DraftNode, 'kind' | 'settings'>): Graph {
  const { nodes } = journey('trigger(A) → n=email → exit')
  const paths = [
    { source: 'trigger', outlet: 'next', target: 'n' },
    ...definitionOf(node.kind)
      .outlets(node.settings)
      .map((outlet) => ({ source: 'n', outlet, target: 'exit' })),
  ]
  return { nodes: nodes.map((one) => (one.key === 'n' ? { ...one, ...node } : one)), paths }
}

test('a whole journey has no problem, and compiles', () => {
  expect(found(whole)).toEqual([])
  expect(compilePlan(whole, { journeyId: 1, workspaceId: 1, versionId: 1 }).nodes.size).toBe(6)
})

describe('how the graph hangs together', () => {
  const node = (key: string): DraftNode => ({ key, kind: 'action.exit', name: '', settings: {}, position: { x: 0, y: 0 } })
  const path = (source: string, outlet: string, target: string) => ({ source, outlet, target })
  const draw = (drawing: string, more: Partial<Graph> = {}): Graph => {
    const { nodes, paths } = journey(drawing)
    return { nodes: [...nodes, ...(more.nodes ?? [])], paths: [...paths, ...(more.paths ?? [])] }
  }

  test.each<[string, Graph, string[]]>([
    ['an empty draft', { nodes: [], paths: [] }, ['journey noTrigger']],
    ['no trigger', draw('exit'), ['journey noTrigger', 'exit unreachable']],
    ['a node off the way', draw('trigger(A) → exit', { nodes: [node('lost')] }), ['lost unreachable']],
    ['an outlet that leads nowhere', draw('trigger(A) → email'), ['email openOutlet']],
    ['a key twice', draw('trigger(A) → exit', { nodes: [node('exit')] }), ['exit duplicateKey', 'exit duplicateKey']],
    ['a path to an unknown node', draw('trigger(A)', { paths: [path('trigger', 'next', 'gone')] }), ['trigger pathToNowhere']],
    ['a path from an unknown node', draw('trigger(A) → exit', { paths: [path('gone', 'next', 'exit')] }), ['exit pathFromNowhere']],
    ['a path between unknown nodes', draw('trigger(A) → exit', { paths: [path('a', 'next', 'b')] }), ['journey pathFromNowhere']],
    [
      'a path by an unknown outlet',
      draw('trigger(A) → exit', { paths: [path('exit', 'next', 'exit')] }),
      ['exit outletUnknown', 'exit cycleWithoutWait'],
    ],
    ['a path into a trigger', draw('trigger(A) → delay 1h', { paths: [path('delay', 'next', 'trigger')] }), ['trigger pathIntoTrigger']],
    ['two paths from one outlet', draw('trigger(A) → exit', { paths: [path('trigger', 'next', 'exit')] }), ['trigger outletTwice']],
    ['a cycle through a wait', draw('trigger(A) → again=delay 1h → email → @again'), []],
    ['a cycle without one', draw('trigger(A) → again=email → @again'), ['again cycleWithoutWait']],
    ['a cycle by what holds at once', draw('trigger(A) → w=waitTrue(plan is_set within 1d: yes→@w, timeout→exit)'), ['w cycleWithoutWait']],
    ['a cycle by the end of a wait', draw('trigger(A) → w=waitTrue(plan is_set within 1d: yes→exit, timeout→@w)'), []],
    ['one that may be over', draw('trigger(A) → w=waitFor(A within 1d from entry: happened→exit, timeout→@w)'), ['w cycleWithoutWait']],
    ['a cycle through open hours', draw('trigger(A) → w=until(1-5 09.00-17.00) → email → @w'), ['w cycleWithoutWait']],
    ['open hours and a delay', draw('trigger(A) → w=until(1-5 09.00-17.00) → email → delay 1d → @w'), []],
    [
      'a longer cycle without one',
      draw('trigger(A) → first=email → condition(plan equals vip: yes→@first, no→delay 1h → @first)'),
      ['first cycleWithoutWait'],
    ],
  ])('%s', (_, graph, expected) => {
    expect(codes(graph)).toEqual(expected)
  })

  test('a cycle names its nodes as the canvas does', () => {
    const graph = draw('trigger(A) → first=email → condition(plan equals vip: yes→@first, no→exit)')
    const named = { ...graph, nodes: graph.nodes.map((one) => (one.key === 'first' ? { ...one, name: 'Remind' } : one)) }
    expect(found(named)).toMatchObject([{ nodeKey: 'first', values: { nodes: 'Remind, condition' } }])
  })

  test('a cycle of five hundred nodes is found without running out of stack', () => {
    const long = Array.from({ length: 499 }, (_, index) => (index === 0 ? 'again=email' : 'email')).join(' → ')
    expect(codes(draw(`trigger(A) → ${long} → @again`))).toEqual(['again cycleWithoutWait'])
  })
})

describe('settings of a node', () => {
  const trigger = (settings: DraftNode['settings'], kind: DraftNode['kind'] = 'trigger.event'): Graph => {
    const graph = journey('trigger(A) → exit')
    return { ...graph, nodes: graph.nodes.map((one) => (one.key === 'trigger' ? { ...one, kind, settings } : one)) }
  }
  const condition = (asked: DraftNode['settings'][string]) => around({ kind: 'rule.condition', settings: { condition: asked } })
  const delay = (duration: DraftNode['settings'][string]) => around({ kind: 'rule.delay', settings: { duration } })
  const email = (settings: DraftNode['settings']) => around({ kind: 'action.email', settings })
  const waitFor = (events: DraftNode['settings'][string], timeout: DraftNode['settings'][string] = { days: 1 }) =>
    around({ kind: 'rule.wait_for', settings: { events, timeout } })
  const until = (settings: DraftNode['settings']) => around({ kind: 'rule.wait_until', settings })
  const plan = { attribute: 'plan', operator: 'is_set' }
  const branch = (branches: DraftNode['settings'][string], on: 'member' | 'entry' = 'member') =>
    around({ kind: 'rule.branch', settings: { branches, on } })
  const startingBy = (node: Pick<DraftNode, 'kind' | 'settings'>): Graph => {
    const graph = journey('trigger(A) → exit')
    return { ...graph, nodes: graph.nodes.map((one) => (one.key === 'trigger' ? { ...one, ...node } : one)) }
  }
  const scheduled = (settings: DraftNode['settings']) =>
    startingBy({ kind: 'trigger.schedule', settings: { audience: 'all', ...settings } })
  const a = { outlet: 'a', weight: 1 }
  const split = (arms: DraftNode['settings'][string]) => around({ kind: 'rule.split', settings: { arms } })
  const call = (settings: DraftNode['settings']) =>
    around({ kind: 'action.webhook', settings: { method: 'POST', url: 'https://a.example/', ...settings } })
  const nested = (depth: number): DraftNode['settings'][string] =>
    depth === 0 ? { attribute: 'a', operator: 'is_set' } : { all: [nested(depth - 1)] }

  test.each<[string, Graph, string[]]>([
    ['a fresh trigger', trigger(definitionOf('trigger.event').blank as DraftNode['settings']), ['trigger eventMissing /event']],
    ['an event nobody sent yet', trigger({ event: 'B' }), ['trigger eventUnknown /event']],
    ['an event of the system', trigger({ event: 'email_opened' }), []],
    ['a trigger that is off', trigger({ event: 'A', enabled: false }), ['trigger triggerOff /enabled']],
    ['no segment', trigger({}, 'trigger.segment'), ['trigger segmentMissing /segment']],
    ['a segment that is not there', trigger({ segment: 'gone' }, 'trigger.segment'), ['trigger segmentUnknown /segment']],
    ['one that is', trigger({ segment: 'vip', change: 'left' }, 'trigger.segment'), []],
    ['no attribute to change', trigger({}, 'trigger.attribute'), ['trigger attributeMissing /attribute']],
    [
      'a change that is not compared, and one with nothing',
      trigger({ attribute: 'plan', from: {}, to: { operator: 'equals', value: '' } }, 'trigger.attribute'),
      ['trigger operatorMissing /from/operator', 'trigger operandMissing /to/value'],
    ],
    [
      'no date to start on, and no time',
      trigger({ attribute: '', time: '24:00' }, 'trigger.date'),
      ['trigger attributeMissing /attribute', 'trigger timeInvalid /time'],
    ],
    ['a filter without conditions', trigger({ event: 'A', filter: { all: [] } }), []],
    [
      'a filter on the member',
      trigger({ event: 'A', filter: { attribute: 'a', operator: 'is_set' } }),
      ['trigger conditionInvalid /filter'],
    ],
    ['a setting of another kind', trigger({ event: 'A', color: 'red' }), ['trigger settingUnknown /color']],
    ['a setting of another type', trigger({ event: 'A', onlyOnce: 'no' }), ['trigger settingInvalid /onlyOnce']],
    ['a condition that asks nothing', condition({ all: [] }), ['n conditionEmpty /condition']],
    ['no condition at all', around({ kind: 'rule.condition', settings: {} }), ['n conditionEmpty /condition']],
    ['an empty group', condition({ all: [{ attribute: 'a', operator: 'is_set' }, { any: [] }] }), ['n groupEmpty /condition/all/1']],
    ['an unfinished leaf', condition({ all: [{ attribute: '', operator: 'equals' }] }), ['n attributeMissing /condition/all/0/attribute']],
    ['no comparison', condition({ attribute: 'a', operator: 'like' }), ['n operatorMissing /condition/operator']],
    ['nothing to compare with', condition({ attribute: 'a', operator: 'equals', value: '' }), ['n operandMissing /condition/value']],
    ['a text where a number must be', condition({ attribute: 'a', operator: 'gte', value: 'many' }), ['n operandUnfit /condition/value']],
    ['no time since', condition({ attribute: 'a', operator: 'within_last', value: {} }), ['n durationEmpty /condition/value']],
    ['a long pattern', condition({ attribute: 'a', operator: 'matches', value: 'x'.repeat(201) }), ['n patternTooLong /condition/value']],
    ['an event without a name', condition({ event: '', count: { operator: 'gte', value: 1 } }), ['n eventMissing /condition/event']],
    ['an event without a count', condition({ event: 'A', count: { operator: 'gte' } }), ['n countMissing /condition/count/value']],
    ['an event in no time', condition({ event: 'A', within: { days: 0 } }), ['n durationEmpty /condition/within']],
    [
      'a property at fault',
      condition({ event: 'A', where: { property: '', operator: 'is_set' } }),
      ['n propertyMissing /condition/where/property'],
    ],
    ['groups in groups in groups', condition(nested(20)), []],
    ['groups too deep', condition(nested(21)), [`n conditionTooDeep /condition${'/all/0'.repeat(21)}`]],
    ['a leaf of no kind', condition({ all: [5] }), ['n conditionInvalid /condition/all/0']],
    ['no delay', delay({}), ['n durationEmpty /duration']],
    ['a delay of zero', delay({ hours: 0 }), ['n durationEmpty /duration']],
    ['a delay beyond reason', delay({ days: 3_661 }), ['n durationTooLong /duration']],
    ['half a day', delay({ days: 0.5 }), ['n settingInvalid /duration/days']],
    [
      'a fresh wait for an event',
      around({ kind: 'rule.wait_for', settings: definitionOf('rule.wait_for').blank as DraftNode['settings'] }),
      ['n eventMissing /events/0/event'],
    ],
    ['a wait for nothing', waitFor([], { hours: 1 }), ['n eventsMissing /events']],
    ['a wait without an end', waitFor([{ event: 'A', outlet: 'a' }], {}), ['n durationEmpty /timeout']],
    [
      'two events with one outlet, one with none, one with a wrong one',
      waitFor(['a', 'a', '', 'a b', 'timeout'].map((outlet) => ({ event: 'A', outlet }))),
      [
        'n outletShared /events/1/outlet',
        'n outletMissing /events/2/outlet',
        'n outletInvalid /events/3/outlet',
        'n outletShared /events/4/outlet',
      ],
    ],
    [
      'a match of nothing with nothing',
      waitFor([{ event: 'A', outlet: 'a', match: [{ property: '', entryProperty: '' }] }]),
      ['n propertyMissing /events/0/match/0/property', 'n propertyMissing /events/0/match/0/entryProperty'],
    ],
    [
      'a filter at fault',
      waitFor([{ event: 'A', outlet: 'a', filter: { all: [{ property: 'x', operator: 'gte', value: '' }] } }]),
      ['n operandMissing /events/0/filter/all/0/value'],
    ],
    [
      'a wait for a condition that asks nothing and never ends',
      around({ kind: 'rule.wait_condition', settings: { condition: { all: [] }, timeout: {} } }),
      ['n conditionEmpty /condition', 'n durationEmpty /timeout'],
    ],
    ['no date', until({ at: '' }), ['n instantMissing /at']],
    ['a date without a zone', until({ at: '2026-12-24T09:00' }), ['n instantMissing /at']],
    ['no attribute', until({ attribute: ' ', time: '9:00' }), ['n attributeMissing /attribute', 'n timeInvalid /time']],
    ['an offset beyond reason', until({ attribute: 'a', offset: { months: 130 } }), ['n durationTooLong /offset']],
    ['an offset of nothing', until({ attribute: 'a', offset: { days: 0 } }), []],
    [
      'no day, and hours that are none',
      until({ window: { days: [], from: '09:00', to: '25:00' } }),
      ['n daysMissing /window/days', 'n timeInvalid /window/to'],
    ],
    ['one branch', branch([{ outlet: 'a', condition: plan }]), ['n branchesFew /branches']],
    [
      'branches beyond reason',
      branch(Array.from({ length: 21 }, (_, at) => ({ outlet: `b${at}`, condition: plan }))),
      ['n tooMany /branches'],
    ],
    [
      'a branch that asks nothing, and one with the outlet of another',
      branch([
        { outlet: 'a', condition: { all: [] } },
        { outlet: 'a', condition: plan },
      ]),
      ['n conditionEmpty /branches/0/condition', 'n outletShared /branches/1/outlet'],
    ],
    [
      'a branch by the entry event that looks at the member, and one that asks nothing',
      branch(
        [
          { outlet: 'a', condition: plan },
          { outlet: 'b', condition: { any: [] } },
        ],
        'entry',
      ),
      ['n conditionInvalid /branches/0/condition', 'n conditionEmpty /branches/1/condition'],
    ],
    ['no template', email({ template: '' }), ['n templateMissing /template']],
    ['nothing at all', email({}), ['n templateMissing /template']],
    ['a template that is gone', email({ template: 'gone' }), ['n templateUnknown /template']],
    ['an empty text', email({ subject: ' ', body: '' }), ['n subjectEmpty /subject', 'n bodyEmpty /body']],
    ['both', email({ template: 'hello', subject: 'Hi', body: 'Hi' }), ['n templateOrInline /template']],
    [
      'Liquid that does not parse',
      email({ subject: 'Hi {{ member.name', body: '<p>\n{% if x %}</p>' }),
      ['n liquidInvalid /subject', 'n liquidInvalid /body'],
    ],
    ['no attribute', around({ kind: 'action.attribute', settings: { set: {} } }), ['n attributesNone /set']],
    ['an attribute without a name', around({ kind: 'action.attribute', settings: { set: { '': 1 } } }), ['n valueNameMissing /set/']],
    [
      'an attribute set and removed',
      around({ kind: 'action.attribute', settings: { set: { a: 1 }, remove: ['a'] } }),
      ['n attributeTwice /remove'],
    ],
    [
      'Liquid of an attribute that does not parse',
      around({ kind: 'action.attribute', settings: { set: { 'a/b': '{{ member.' } } }),
      ['n liquidInvalid /set/a~1b'],
    ],
    ['no tag', around({ kind: 'action.tag', settings: {} }), ['n tagsNone /add']],
    ['a tag on and off', around({ kind: 'action.tag', settings: { add: ['a'], remove: ['a'] } }), ['n tagTwice /remove']],
    ['no event to send', around({ kind: 'action.event', settings: { event: ' ' } }), ['n eventMissing /event']],
    ['an event nobody sent before', around({ kind: 'action.event', settings: { event: 'New' } }), []],
    ['no other journey', around({ kind: 'action.journey', settings: { act: 'enter', journey: '' } }), ['n journeyMissing /journey']],
    ['the journey itself', around({ kind: 'action.journey', settings: { act: 'enter', journey: '1' } }), ['n journeyItself /journey']],
    ['a journey that is gone', around({ kind: 'action.journey', settings: { act: 'leave', journey: '3' } }), ['n journeyUnknown /journey']],
    [
      'a trigger that names a journey that is gone',
      startingBy({ kind: 'trigger.journey', settings: { journeys: ['2', '3'] } }),
      ['trigger journeyUnknown /journeys/1'],
    ],
    ['a schedule', scheduled({ cron: '0 9 * * 1', timeZone: 'UTC' }), []],
    ['no schedule', scheduled({ timeZone: 'UTC' }), ['trigger scheduleMissing /at']],
    ['a repetition in no time', scheduled({ every: { seconds: 1 } }), ['trigger scheduleMissing /every']],
    ['no time of it', scheduled({ at: 'soon' }), ['trigger scheduleMissing /at']],
    ['two schedules', scheduled({ at: '2026-12-01T09:00:00Z', cron: '0 9 * * 1' }), ['trigger scheduleTwice /at']],
    ['no day of the week', scheduled({ weekly: { days: [], time: '09:00' } }), ['trigger daysMissing /weekly']],
    ['a day of the month that no month has', scheduled({ monthly: { day: 40, time: '09:00' } }), ['trigger scheduleMissing /monthly']],
    ['days of the week', scheduled({ weekly: { days: [1, 4], time: '09:00' } }), []],
    ['no zone', scheduled({ cron: '0 9 * * 1', timeZone: 'Here' }), ['trigger timeZoneMissing /timeZone']],
    ['no cron expression', scheduled({ cron: 'often', timeZone: 'UTC' }), ['trigger cronInvalid /cron']],
    ['no audience', scheduled({ at: '2026-12-01T09:00:00Z', audience: {} }), ['trigger audienceMissing /audience']],
    ['a trigger of the API', startingBy({ kind: 'trigger.api', settings: {} }), []],
    ['one arm', split([{ outlet: 'a', weight: 1 }]), ['n armsFew /arms']],
    ['two arms of a name', split([a, a]), ['n armTwice /arms/1/outlet']],
    ['an arm named as an outlet of ours', split([a, { outlet: 'error', weight: 1 }]), ['n armNameInvalid /arms/1/outlet']],
    [
      'no weight at all',
      split([
        { outlet: 'a', weight: 0 },
        { outlet: 'b', weight: 0 },
      ]),
      ['n armsWeightless /arms'],
    ],
    ['a weight that is no number', split([a, { outlet: 'b', weight: 'x' }]), ['n armWeightMissing /arms/1/weight']],
    ['eleven arms', split([...'abcdefghijk'].map((outlet) => ({ outlet, weight: 1 }))), ['n armsMany /arms']],
    ['no message', around({ kind: 'rule.message_outcome', settings: { node: '', outcome: 'opened' } }), ['n senderMissing /node']],
    [
      'a node that sends nothing',
      around({ kind: 'rule.message_outcome', settings: { node: 'trigger', outcome: 'sent' } }),
      ['n senderUnknown /node'],
    ],
    ['no channel', around({ kind: 'rule.reachability', settings: { channels: [] } }), ['n channelsNone /channels']],
    ['no number of messages', around({ kind: 'rule.frequency', settings: { within: { days: 1 } } }), ['n countMissing /messages']],
    ['a goal without an event', around({ kind: 'rule.goal', settings: { event: '' } }), ['n eventMissing /event']],
    ['a goal that waits for ever', around({ kind: 'rule.goal', settings: { event: 'A', arrival: 'wait' } }), ['n durationEmpty /timeout']],
    ['no address', call({ url: ' ' }), ['n urlMissing /url']],
    ['an address of another kind', call({ url: 'ftp://a.example/' }), ['n urlInvalid /url']],
    ['a host that a member could choose', call({ url: 'https://{{ member.host }}/x' }), ['n urlInvalid /url']],
    ['a host with a name and a password', call({ url: 'https://me:pass@a.example/' }), ['n urlInvalid /url']],
    ['Liquid in the path', call({ url: 'https://a.example:8443/{{ member.userId }}?q={{ event.total }}' }), []],
    ['Liquid in the path that does not parse', call({ url: 'https://a.example/{{ x' }), ['n liquidInvalid /url']],
    [
      'what cannot be kept of an answer',
      call({
        awaits: true,
        save: [
          { variable: 'a b', path: '$' },
          { variable: 'a', path: 'order.id' },
        ],
      }),
      ['n variableInvalid /save/0/variable', 'n jsonPathInvalid /save/1/path'],
    ],
    ['an answer kept that nobody waits for', call({ save: [{ variable: 'a', path: '$' }] }), ['n saveUnawaited /save']],
    ['a GET with a body', call({ method: 'GET', body: 'x' }), ['n bodyUnsent /body']],
    ['Liquid that does', email({ subject: 'Hi {{ member.name }}', body: '<p>{% if x %}y{% endif %}</p>' }), []],
  ])('%s', (_, graph, expected) => {
    expect(codes(graph)).toEqual(expected)
  })

  test('a fault of Liquid says where and what', () => {
    expect(found(email({ subject: 'Hi', body: '<p>\n{% if x %}</p>' }))).toMatchObject([{ values: { line: 2 } }])
  })

  test('a draft without a problem always compiles', () => {
    const drafts = [
      whole,
      email({ template: 'hello' }),
      condition({ none: [{ event: 'A' }] }),
      delay({ months: 1 }),
      trigger({ event: 'A', filter: null }),
    ]
    for (const graph of drafts) {
      expect(found(graph).filter(({ severity }) => severity === 'problem')).toEqual([])
      expect(() => compilePlan(graph, { journeyId: 1, workspaceId: 1, versionId: 1 })).not.toThrow()
    }
  })
})

test('every problem has a sentence, and every sentence a way to be filled in', () => {
  const words = createTranslator({
    locale: 'en',
    messages: { problems: messages.en.problems },
    onError: (error) => expect.unreachable(error.message),
  })
  const values = {
    key: 'k',
    source: 's',
    target: 't',
    outlet: 'o',
    nodes: 'n',
    event: 'e',
    depth: 20,
    name: 'plan',
    operator: 'gte',
    years: 10,
    segment: 'vip',
    max: 20,
    tag: 't',
    count: 10,
    node: 'n',
    journey: '5',
    path: '$',
  }
  for (const code of Object.keys(messages.en.problems) as (keyof typeof messages.en.problems)[]) {
    const sentence = words(`problems.${code}`, { ...values, line: 2, detail: 'tag not closed', template: 't', field: 'f' })
    expect(sentence, code).toMatch(/^[A-Za-z].*[.]$/)
    expect(sentence, code).not.toContain('{')
  }
})
