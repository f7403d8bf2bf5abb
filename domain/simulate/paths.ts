import type { PassageChange } from '#domain/engine/apply/work.ts'
import type { Player } from './member.ts'
import type { Fate } from './play.ts'
import type { MemberPath, PathPassage, Step } from './result.ts'

/** Members whose paths are told at most; the others are only counted. */
export const PATHS_MAX = 1_000

type PathMessage = PathPassage['messages'][number]
/** A member's passages and messages by their ids. */
type Told = { path: MemberPath; passages: Map<number, PathPassage>; messages: Map<number, PathMessage> }

/** Tells each member's way through the journey, node by node. */
export class Paths {
  readonly #members = new Map<number, Told>()
  isCut = false

  add({ id, userId }: Player, at: number, progressId: number, change: PassageChange, messageIds: readonly number[]): void {
    const member = this.#members.get(id) ?? this.#begin(id, userId)
    if (!member) return
    const passage = member.passages.get(progressId) ?? begun(change)
    if (!member.passages.has(progressId)) member.path.passages.push(passage)
    member.passages.set(progressId, passage)
    Object.assign(passage, { status: change.status, reason: change.reason, node: change.nodeKey })
    for (const visit of change.walk) walkOn(passage.steps, visit, iso(at))
    for (const [position, { nodeKey: node, channel, content }] of change.messages.entries()) {
      const template = 'template' in content && typeof content.template === 'string' ? content.template : null
      const message: PathMessage = {
        ...{ at: iso(at), node, channel, template },
        ...{ outcome: 'held', reason: null, finishedAt: null, holds: [] },
      }
      passage.messages.push(message)
      member.messages.set(messageIds[position] ?? 0, message)
    }
  }

  message({ id }: Player, at: number, { pending, verdict, timeZone }: Fate): void {
    const message = this.#members.get(id)?.messages.get(pending.id)
    if (!message) return
    const { outcome, reason } = verdict
    Object.assign(message, { outcome, reason })
    if (verdict.outcome === 'held') message.holds.push({ reason: verdict.reason, at: iso(at), until: iso(verdict.until), timeZone })
    else message.finishedAt = iso(at)
  }

  /** In the order of the members, whoever entered first. */
  list(): MemberPath[] {
    return [...this.#members].sort(([a], [b]) => a - b).map(([, { path }]) => path)
  }

  #begin(id: number, userId: string | null) {
    this.isCut ||= this.#members.size >= PATHS_MAX
    if (this.isCut) return undefined
    const member: Told = { path: { userId, memberId: String(id), passages: [] }, passages: new Map(), messages: new Map() }
    this.#members.set(id, member)
    return member
  }
}

const begun = ({ passage, status }: PassageChange): PathPassage => ({
  event: passage.entry.name,
  enteredAt: iso(passage.enteredAt),
  status,
  reason: null,
  node: passage.nodeKey,
  steps: [],
  messages: [],
})

/** A line that did not arrive ends the stay that the walk before came to. */
function walkOn(steps: Step[], line: PassageChange['walk'][number], at: string): void {
  const { nodeKey: node, arrived, outlet, outcome, reason = null, saw = [] } = line
  const last = steps.at(-1)
  if (arrived || !last) steps.push({ node, at, leftAt: outlet === null ? null : at, outlet, outcome, reason, saw })
  else Object.assign(last, { leftAt: at, outlet, outcome, reason, saw: [...last.saw, ...saw] })
}

const iso = (at: number) => new Date(at).toISOString()
