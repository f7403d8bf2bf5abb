import type { DraftNode } from '#domain/journey/document.ts'
import { type MessageCounts, type NodeCounts, type Report, stops } from './shape.ts'

/** Arrivals at a node, under ARRIVED, or departures by one outlet: in the range, and in the journey's whole life. */
export type NodeCount = { nodeKey: string; outlet: string; inside: number; life: number }
/** Messages of a node that came to an outcome. */
export type NodeMessages = { nodeKey: string; outcome: string; inside: number; life: number }

export const ARRIVED = ''

/**
 * Counts by node: every node of the live version, then those of older versions that have counts. `delivered` is null as long
 * as no receipt has ever come for a node's messages: SMTP does not tell.
 */
export function nodesOf(live: Pick<DraftNode, 'key' | 'kind'>[], counts: NodeCount[], messages: NodeMessages[]): Report['nodes'] {
  const nodes = new Map<string, NodeCounts>(live.map(({ key, kind }) => [key, blank(kind === 'action.email')]))
  const nodeOf = (key: string) => {
    const known = nodes.get(key) ?? blank(false)
    nodes.set(key, known)
    return known
  }
  for (const { nodeKey, outlet, inside, life } of counts) {
    const node = nodeOf(nodeKey)
    if (outlet === ARRIVED) node.entered += inside
    else if (inside !== 0) leave(node, outlet, inside)
    node.waiting += outlet === ARRIVED ? life : -life
  }
  for (const row of messages) {
    const node = nodeOf(row.nodeKey)
    node.messages ??= noMessages()
    add(node.messages, row)
  }
  const isLive = new Set(live.map((node) => node.key))
  return Object.fromEntries([...nodes].filter(([key, node]) => isLive.has(key) || !isStill(node)))
}

function leave(node: NodeCounts, outlet: string, count: number): void {
  const stop = stops.find((one) => outlet === `!${one}`)
  if (stop) node.stopped = { ...node.stopped, [stop]: count }
  else node.left[outlet] = count
}

const isStill = ({ entered, waiting, left, stopped, messages }: NodeCounts) =>
  entered === 0 &&
  waiting === 0 &&
  Object.keys(left).length === 0 &&
  !stopped &&
  (!messages || Object.values(messages).every((count) => !count))

function add(into: MessageCounts, { outcome, inside, life }: NodeMessages): void {
  if (outcome === 'delivered') into.delivered = life > 0 ? inside : null
  else if (isCounted(outcome)) into[outcome] += inside
}

const counted = ['created', 'sent', 'opened', 'clicked', 'bounced', 'failed', 'suppressed', 'unknown'] as const
const isCounted = (outcome: string): outcome is (typeof counted)[number] => counted.some((name) => name === outcome)

const blank = (sends: boolean): NodeCounts => ({ entered: 0, waiting: 0, left: {}, ...(sends ? { messages: noMessages() } : {}) })
const noMessages = (): MessageCounts => ({
  created: 0,
  sent: 0,
  delivered: null,
  opened: 0,
  clicked: 0,
  bounced: 0,
  failed: 0,
  suppressed: 0,
  unknown: 0,
})
