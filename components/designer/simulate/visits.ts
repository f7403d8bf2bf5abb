import type { DraftNode } from '#domain/journey/document.ts'
import type { VisitResource } from '#domain/member/resource.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { PathPassage } from '#domain/simulate/result.ts'

/** A simulated passage as the visits of a trace, which they are shown as. */
export function visitsOf({ steps, messages }: PathPassage, nodes: readonly DraftNode[]): VisitResource[] {
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const unsaid = [...messages]
  return steps.map(({ node: key, at, leftAt, outlet, outcome, reason, saw }, place) => {
    const node = byKey.get(key)
    const definition = node && definitionOf(node.kind)
    const names = (node && definition?.outletNames?.(node.settings)) ?? {}
    const made = unsaid.findIndex((message) => message.node === key)
    const [message] = made < 0 ? [] : unsaid.splice(made, 1)
    return {
      ...{ number: place + 1, nodeKey: key, name: node?.name ?? '', kind: node?.kind ?? '', outcome, reason, saw: [...saw] },
      summary: node && definition ? definition.summary(node.settings) : { key: 'members.trace.unknownNode', values: { key } },
      ...{ arrivedAt: at, leftAt, outlet, outletName: outlet === null ? null : (names[outlet] ?? null) },
      message: message ? shown(message) : null,
    }
  })
}

function shown({ at, channel, outcome, reason }: PathPassage['messages'][number]): VisitResource['message'] {
  const isSent = outcome === 'sent'
  return {
    ...{ id: '', channel, reason, held: null, subject: null, openedAt: null, clickedAt: null },
    ...{ status: isSent ? 'accepted' : 'suppressed', sentAt: isSent ? at : null },
  }
}
