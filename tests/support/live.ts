import { readWalk } from '#domain/engine/walk.ts'
import type { MemberPath, PathPassage, Simulation, Step } from '#domain/simulate/result.ts'
import { pool } from '#server/db/pg.ts'
import type { Sender } from '#server/message/sender.ts'
import type { Clock, Ticker } from '#server/tick/ticker.ts'
import { type Place, put, rows } from '#tests/support/engine.ts'

/** What comes to a member at an instant, epoch ms: accepted at that instant. */
export type Coming = { member: Place; at: number; name: string; properties?: object; traits?: object }

/**
 * Lives through [from, to) with the real tick under a virtual clock that stands still wherever something is to be done. Messages and
 * calls become what a simulation assumes, at once; with a sender, what it makes of them when the tick has nothing left to do.
 */
export async function live(
  workspaceId: number,
  ticker: Ticker,
  clock: Clock,
  coming: readonly Coming[],
  to: number,
  sender?: Sender,
): Promise<void> {
  const left = [...coming].sort((a, b) => a.at - b.at)
  for (;;) {
    const now = Math.min(
      left[0]?.at ?? Number.POSITIVE_INFINITY,
      await nextTimer(workspaceId),
      sender ? await nextMessage(workspaceId) : Number.POSITIVE_INFINITY,
    )
    if (now >= to) return
    clock.now = new Date(now)
    for (let next = left[0]; next && next.at <= now; left.shift(), next = left[0]) await accept(workspaceId, next)
    for (let idle = false; !idle; ) {
      const { rows: applied, messages, isFull } = await ticker.tick()
      if (messages > 0 && !sender) await send(workspaceId, clock.now)
      idle = applied === 0 && !isFull && (!sender || (await sender.turn()) === 0)
    }
  }
}

function accept(workspaceId: number, { member, at, name, properties = {}, traits }: Coming): Promise<void> {
  const payload = { kind: 'track', name, at: new Date(at).toISOString(), properties, ...(traits && { traits }) }
  return put(workspaceId, member, 'event', payload, 0, new Date(at))
}

/** What senders write: to whom it can go it went, a call is answered. */
async function send(workspaceId: number, at: Date): Promise<void> {
  await pool().query(
    `with sent as (
       update engine.message x set status = case when x.channel = 'webhook' or m.email is not null then 'accepted' else 'suppressed' end, finished_at = $2
       from engine.member m where m.shard = x.shard and m.id = x.member_id and x.workspace_id = $1 and x.status = 'pending' returning x.*)
     insert into engine.inbox (shard, lane, workspace_id, member_id, kind, payload, accepted_at)
     select shard, 0, workspace_id, member_id, 'command', jsonb_build_object('do', 'answer', 'progressId', progress_id, 'visit', visit,
       'answer', '{"ok": true, "status": 200, "body": "", "reason": null}'::jsonb), $2 from sent where channel = 'webhook' order by id`,
    [workspaceId, at],
  )
}

async function nextTimer(workspaceId: number): Promise<number> {
  const [next] = await rows<{ at: Date | null }>('select min(due_at) as at from engine.timer where workspace_id = $1', [workspaceId])
  return next?.at?.getTime() ?? Number.POSITIVE_INFINITY
}

async function nextMessage(workspaceId: number): Promise<number> {
  const [next] = await rows<{ at: Date | null }>(
    `select min(due_at) as at from engine.message where workspace_id = $1 and status = 'pending'`,
    [workspaceId],
  )
  return next?.at?.getTime() ?? Number.POSITIVE_INFINITY
}

type PassageRow = {
  shard: number
  id: number
  memberId: number
  userId: string
  name: string
  at: Date
  status: PathPassage['status']
  reason: string | null
  node: string | null
}

/** The ways that members went through a journey, as a simulation tells them. What became of messages is left out. */
export async function livedPaths(journeyId: number): Promise<MemberPath[]> {
  const passages = await rows<PassageRow>(
    `select p.shard, p.id, p.member_id as "memberId", m.user_id as "userId", p.entry ->> 'name' as name, p.entered_at as at, p.status, p.reason, p.node_key as node
     from engine.progress p join engine.member m on m.shard = p.shard and m.id = p.member_id where p.journey_id = $1 order by p.member_id, p.id`,
    [journeyId],
  )
  const walks = await rows<{ progressId: number; at: Date; visits: unknown }>(
    'select progress_id as "progressId", at, visits from engine.walk where journey_id = $1 order by progress_id, first_visit, at',
    [journeyId],
  )
  const byMember = new Map<number, MemberPath>()
  for (const { id, memberId, userId, name, at, status, reason, node } of passages) {
    const path = byMember.get(memberId) ?? { userId, memberId: String(memberId), passages: [] }
    byMember.set(memberId, path)
    const steps: Step[] = []
    for (const walk of walks) if (walk.progressId === id) stepsOf(walk.at.toISOString(), walk.visits, steps)
    path.passages.push({ event: name, enteredAt: at.toISOString(), status, reason, node, steps, messages: [] })
  }
  return [...byMember.values()].map(comparable)
}

function stepsOf(at: string, visits: unknown, steps: Step[]): void {
  for (const { nodeKey: node, outlet, outcome, arrived, reason = null } of readWalk(visits, null)) {
    const last = steps.at(-1)
    if (arrived || !last) steps.push({ node, at, leftAt: outlet === null ? null : at, outlet, outcome, reason, saw: [] })
    else Object.assign(last, { leftAt: at, outlet, outcome, reason })
  }
}

/** What was compared is not: its comparisons are kept apart from the walks. */
const unseen = (passage: MemberPath['passages'][number]) => ({
  ...passage,
  messages: [],
  steps: passage.steps.map((step) => ({ ...step, saw: [] })),
})

/** Passages that began at one instant in an order that does not hang on ids. */
const comparable = (path: MemberPath): MemberPath => ({
  ...path,
  passages: path.passages.map(unseen).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
})
export const simulatedPaths = ({ paths = [] }: Simulation): MemberPath[] => paths.map(comparable)
