import type { Text } from '#domain/text.ts'
import { type MessageCounts, type NodeCounts, type Report, stops } from './shape.ts'

/** What a report needs to know of a node to show it: as the newest version that has it names it. */
export type ReportNode = {
  key: string
  name: string
  kind: string
  summary: Text
  /** Outlets in drawing order. */
  outlets: readonly string[]
  /** What its settings call them; the others have their names in messages. */
  outletNames: { readonly [outlet: string]: string }
  /** Members can come to rest here. */
  waits: boolean
  /** The live version has it. */
  isLive: boolean
}

/** A part of a whole, 0 to 1; null where there is no whole: not measured differs from zero. */
export const shareOf = (part: number | null, whole: number | null): number | null => (part === null || !whole ? null : part / whole)

/** Growth against the time before, 0.12 for 12 percent; null where there was nothing to grow from. */
export const changeOf = (now: number, before: number | undefined): number | null => (before ? now / before - 1 : null)

export type Figures = {
  entered: { count: number; change: number | null }
  ended: { count: number; share: number | null }
  /** `revenue` is null where none is counted. */
  converted: { count: number; share: number | null; revenue: Report['journey']['revenue'] | null }
  sent: { count: number; perEntry: number | null }
  opened: { count: number; share: number | null }
  inProgress: { count: number; most: { node: ReportNode; count: number } | null }
  errors: { count: number }
}

/** The row of figures. `sent` and `opened` are over all nodes. */
export function figuresOf(report: Report, before: Report | null, nodes: readonly ReportNode[]): Figures {
  const messages = nodes.flatMap((node) => report.nodes[node.key]?.messages ?? [])
  const total = (of: (counts: MessageCounts) => number) => messages.reduce((sum, counts) => sum + of(counts), 0)
  const { triggered, ended, converted, revenue, inProgress, error } = report.journey
  const [sent, opened] = [total((counts) => counts.sent), total((counts) => counts.opened)]
  return {
    entered: { count: triggered, change: changeOf(triggered, before?.journey.triggered) },
    ended: { count: ended, share: ended > triggered ? null : shareOf(ended, triggered) },
    converted: {
      count: converted,
      share: converted > triggered ? null : shareOf(converted, triggered),
      revenue: Number(revenue.amount) === 0 ? null : revenue,
    },
    sent: { count: sent, perEntry: shareOf(sent, triggered) },
    opened: { count: opened, share: shareOf(opened, sent) },
    inProgress: { count: inProgress, most: fullest(report, nodes) },
    errors: { count: error },
  }
}

function fullest(report: Report, nodes: readonly ReportNode[]): Figures['inProgress']['most'] {
  const waiting = nodes.map((node) => ({ node, count: report.nodes[node.key]?.waiting ?? 0 })).sort((a, b) => b.count - a.count)
  return waiting[0] && waiting[0].count > 0 ? waiting[0] : null
}

/** `end` of a passage, or that it has none yet. */
export type Fate = { status: 'ENDED' | 'CANCELED' | 'ERROR' | 'OPEN'; reason: string; count: number; share: number | null }

/**
 * What became of those who entered: ends by reason, then who is still inside, then canceled, then errors. Those who ended
 * in a time need not have entered in it: shares are told where they cannot mislead, for who is inside only where the
 * numbers are of the same passages.
 */
export function fatesOf({ journey: { outcomes, triggered, inProgress } }: Report): Fate[] {
  const order = ['ENDED', 'OPEN', 'CANCELED', 'ERROR']
  const isOneGroup = outcomes.reduce((sum, outcome) => sum + outcome.count, inProgress) === triggered
  const open = { status: 'OPEN' as const, reason: '', count: inProgress }
  return [...outcomes, ...(inProgress > 0 ? [open] : [])]
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || b.count - a.count)
    .map((fate) => {
      const misleads = fate.count > triggered || (fate.status === 'OPEN' && !isOneGroup)
      return { ...fate, share: misleads ? null : shareOf(fate.count, triggered) }
    })
}

export type LeftBy = { outlet: string; count: number; share: number }
export type NodeRow = { node: ReportNode; entered: number /** null: nobody can be here. */; here: number | null; left: LeftBy[] }

/** Every node with its arrivals, who is there now, and how it was left: outlets in drawing order, then ends. */
export function nodeRowsOf(report: Report, nodes: readonly ReportNode[]): NodeRow[] {
  return nodes.flatMap((node) => {
    const counts = report.nodes[node.key]
    if (!counts) return []
    const here = node.waits || counts.waiting > 0 ? counts.waiting : null
    return [{ node, entered: counts.entered, here, left: leftOf(node, counts) }]
  })
}

function leftOf(node: ReportNode, counts: NodeCounts): LeftBy[] {
  const place = (outlet: string) => {
    const at = node.outlets.indexOf(outlet)
    if (at >= 0) return at
    return node.outlets.length + 1 + stops.findIndex((stop) => outlet === `!${stop}`)
  }
  const stopped = Object.entries(counts.stopped ?? {}).map(([end, count]): [string, number] => [`!${end}`, count])
  const departures = [...Object.entries(counts.left), ...stopped]
  const whole = Math.max(
    counts.entered,
    departures.reduce((sum, [, count]) => sum + count, 0),
  )
  return departures
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b))
    .map(([outlet, count]) => ({ outlet, count, share: whole === 0 ? 0 : count / whole }))
}

export type Rate = { count: number; share: number | null }
export type MessageRow = { node: ReportNode; counts: MessageCounts; opened: Rate; clicked: Rate; bounced: Rate }

/** Every node that sends, with rates of what was delivered, or of what was sent where nothing tells of delivery. */
export function messageRowsOf(report: Report, nodes: readonly ReportNode[]): MessageRow[] {
  return nodes.flatMap((node) => {
    const counts = report.nodes[node.key]?.messages
    if (!counts) return []
    const reached = counts.delivered ?? counts.sent
    return [
      {
        node,
        counts,
        opened: { count: counts.opened, share: shareOf(counts.opened, reached) },
        clicked: { count: counts.clicked, share: shareOf(counts.clicked, reached) },
        bounced: { count: counts.bounced, share: shareOf(counts.bounced, counts.sent) },
      },
    ]
  })
}
