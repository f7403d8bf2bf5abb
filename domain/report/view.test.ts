import { expect, test } from 'vitest'
import type { Report } from './shape.ts'
import { changeOf, fatesOf, figuresOf, messageRowsOf, nodeRowsOf, type ReportNode, shareOf } from './view.ts'

const node = (key: string, more: Partial<ReportNode> = {}): ReportNode => ({
  key,
  name: key,
  kind: 'rule.delay',
  summary: { key: 'nodes.unknown' },
  outlets: ['next'],
  outletNames: {},
  waits: false,
  isLive: true,
  ...more,
})
const nodes = [node('in'), node('rest', { waits: true }), node('ask', { outlets: ['yes', 'no'] }), node('mail', { kind: 'action.email' })]
const messages = { created: 72, sent: 70, delivered: null, opened: 35, clicked: 7, bounced: 0, failed: 0, suppressed: 2, unknown: 0 }
const report: Report = {
  journey: {
    triggered: 120,
    inProgress: 7,
    ended: 110,
    canceled: 3,
    error: 0,
    converted: 30,
    revenue: { currency: 'USD', amount: '0.00' },
    outcomes: [
      { status: 'CANCELED', reason: 'operator', count: 3 },
      { status: 'ENDED', reason: 'bought', count: 40 },
      { status: 'ENDED', reason: 'open_outlet', count: 70 },
    ],
  },
  nodes: {
    in: { entered: 120, waiting: 0, left: { next: 120 } },
    rest: { entered: 120, waiting: 7, left: { next: 110 }, stopped: { canceled: 3 } },
    ask: { entered: 110, waiting: 0, left: { no: 72, yes: 38 } },
    mail: { entered: 72, waiting: 0, left: { next: 72 }, messages },
    gone: { entered: 1, waiting: 0, left: {} },
  },
  series: [],
}
const empty: Report = {
  journey: { ...report.journey, triggered: 0, inProgress: 0, ended: 0, canceled: 0, outcomes: [] },
  nodes: { mail: { entered: 0, waiting: 0, left: {}, messages: { ...messages, sent: 0, opened: 0, clicked: 0 } } },
  series: [],
}

test('a share of nothing is not measured, a share of none is zero', () => {
  expect([shareOf(0, 0), shareOf(null, 5), shareOf(0, 5), changeOf(5, 0), changeOf(0, 5)]).toEqual([null, null, 0, null, -1])
})

test('the figures are over all nodes, and name where most members are', () => {
  expect(figuresOf(report, { ...report, journey: { ...report.journey, triggered: 100 } }, nodes)).toMatchObject({
    entered: { count: 120, change: expect.closeTo(0.2) },
    ended: { count: 110, share: 110 / 120 },
    converted: { count: 30, share: 30 / 120, revenue: null },
    sent: { count: 70, perEntry: 70 / 120 },
    opened: { count: 35, share: 0.5 },
    inProgress: { count: 7, most: { node: { key: 'rest' }, count: 7 } },
    errors: { count: 0 },
  })
  expect(figuresOf(empty, null, nodes)).toMatchObject({ entered: { change: null }, opened: { share: null }, inProgress: { most: null } })
})

test('fates come in order: ends by size, who is inside, canceled, errors', () => {
  expect(fatesOf(report).map((fate) => [fate.status, fate.reason, fate.count])).toEqual([
    ['ENDED', 'open_outlet', 70],
    ['ENDED', 'bought', 40],
    ['OPEN', '', 7],
    ['CANCELED', 'operator', 3],
  ])
  expect(fatesOf(empty)).toEqual([])
})

test('who is inside is a share only where the numbers are of the same passages', () => {
  const open = (of: Report) => fatesOf(of).find((fate) => fate.status === 'OPEN')?.share
  expect(open(report)).toBe(7 / 120)
  expect(open({ ...report, journey: { ...report.journey, triggered: 130 } })).toBeNull()
})

test('more who ended in a time than entered in it are no share', () => {
  expect(figuresOf({ ...report, journey: { ...report.journey, triggered: 100 } }, null, nodes).ended).toEqual({ count: 110, share: null })
})

test('who is inside is no share of a time in which fewer entered', () => {
  expect(fatesOf({ ...report, journey: { ...report.journey, triggered: 5 } }).find((fate) => fate.status === 'OPEN')?.share).toBeNull()
})

test('a node shows how it was left in drawing order, ends last, as shares of those who entered', () => {
  const rows = nodeRowsOf(report, nodes)
  expect(rows.map((row) => [row.node.key, row.here])).toEqual([
    ['in', null],
    ['rest', 7],
    ['ask', null],
    ['mail', null],
  ])
  expect(rows[1]?.left).toEqual([
    { outlet: 'next', count: 110, share: 110 / 120 },
    { outlet: '!canceled', count: 3, share: 3 / 120 },
  ])
  expect(rows[2]?.left.map((left) => left.outlet)).toEqual(['yes', 'no'])
})

test('who was pulled on by a goal or moved is shown beside the ends', () => {
  const counts = { entered: 10, waiting: 0, left: { next: 4 }, stopped: { moved: 1, goal: 3, ended: 2 } }
  const [row] = nodeRowsOf({ ...report, nodes: { rest: counts } }, [node('rest')])
  expect(row?.left.map(({ outlet, count }) => `${outlet} ${count}`)).toEqual(['next 4', '!ended 2', '!goal 3', '!moved 1'])
})

test('revenue is told where some is counted', () => {
  const earned = { ...report, journey: { ...report.journey, revenue: { currency: 'EUR', amount: '12.50' } } }
  expect(figuresOf(earned, null, nodes).converted.revenue).toEqual({ currency: 'EUR', amount: '12.50' })
})

test('more departures than arrivals in a time still fill one bar at most', () => {
  const [row] = nodeRowsOf({ ...report, nodes: { rest: { entered: 1, waiting: 0, left: { next: 4 } } } }, [node('rest')])
  expect(row?.left[0]?.share).toBe(1)
})

test('rates are of what was delivered, or sent where nothing tells of delivery', () => {
  expect(messageRowsOf(report, nodes)[0]).toMatchObject({ opened: { count: 35, share: 0.5 }, clicked: { count: 7, share: 0.1 } })
  const told = { ...report, nodes: { mail: { entered: 1, waiting: 0, left: {}, messages: { ...messages, delivered: 50 } } } }
  expect(messageRowsOf(told, nodes)[0]?.opened.share).toBe(0.7)
  expect(messageRowsOf(empty, nodes)[0]?.opened).toEqual({ count: 0, share: null })
})
