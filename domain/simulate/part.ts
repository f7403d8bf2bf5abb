import { addressOf, changeAttributes, reservedOf } from '#domain/engine/apply/attributes.ts'
import type { Applied, Known, Membership, MemberWork, PassageChange, StreamRow } from '#domain/engine/apply/work.ts'
import { awaited } from '#domain/engine/awaited.ts'
import type { Answer } from '#domain/engine/decision.ts'
import { LIVE } from '#domain/engine/inbox.ts'
import type { EventInHand, MemberFacts } from '#domain/engine/types.ts'
import { entryEvents } from '#domain/event/system.ts'
import { type Channel, channels } from '#domain/message/channel.ts'
import { classOf, type Permission, permit, reachOf } from '#domain/message/permission.ts'
import { zoneOf } from '#domain/time/zone.ts'
import type { Candidate, Verdict } from './claim.ts'
import { History } from './history.ts'
import { knownFrom } from './known.ts'
import { consentKey, type Happened, type Player } from './member.ts'
import { Messages } from './messages.ts'
import { Outbox, type Pending } from './outbox.ts'
import { Passages } from './passages.ts'
import type { Stage } from './stage.ts'

/** What a call is assumed to be answered with, at once. */
const ANSWER: Answer = { ok: true, status: 200, body: '', reason: null }

/** All that is true of one member while it is played. */
export class Part {
  readonly player: Player
  readonly passages = new Passages()
  readonly history = new History()
  readonly messages = new Messages()
  readonly outbox = new Outbox()
  now = 0
  wakeAt: number | null = null
  readonly #stage: Stage
  readonly #known: Known
  readonly #segments = new Map<number, Membership>()
  #member: MemberFacts
  #isAssessed = false
  /** What the last turn has brought about, at its instant. */
  #arrived: StreamRow[] = []
  #emitted = 0

  constructor(player: Player, stage: Stage) {
    this.player = player
    this.#stage = stage
    const { id, userId, attributes } = player
    this.#member = { id, userId, attributes, timeZone: reservedOf(attributes).timeZone ?? stage.timeZone }
    for (const event of player.before) this.history.add(event)
    this.#known = knownFrom(
      {
        count: (key) => {
          const leaf = stage.asked.events.get(key)
          return leaf && this.history.count(leaf, this.now, zoneOf(this.#member.timeZone))
        },
        messages: (key) => this.messages.answer(key, stage.asked.messages),
        reach: (key) => {
          const channel = channels.find((one) => key.startsWith(`${one} `))
          return channel && reachOf(channel, this.#recipient(channel))
        },
        past: (entryKey) => this.passages.past(entryKey),
      },
      stage.journey.id,
    )
  }

  /** When something is due with nothing happening, messages apart. */
  nextAt(): number {
    const [arrived] = this.#arrived
    if (arrived) return arrived.at
    return Math.min(this.wakeAt ?? Number.POSITIVE_INFINITY, this.passages.timers.next() ?? Number.POSITIVE_INFINITY)
  }

  takeArrived(): StreamRow[] {
    const arrived = this.#arrived
    this.#arrived = []
    return arrived
  }

  /**
   * Whether what came can do anything. An event that nothing listens to or waits for is history at once: most are, and `apply`
   * would find no more in them.
   */
  minds(happened: Happened): boolean {
    if (!('event' in happened)) return true
    const { event, traits } = happened
    if (traits !== null || this.#stage.minds(event.name) || this.passages.awaits(awaited.event(event.name))) return true
    this.history.add(event)
    return false
  }

  rowOf(happened: Happened): StreamRow {
    if (!('event' in happened)) return { kind: 'change', id: 0, lane: LIVE, at: happened.at, set: happened.set }
    const { event, traits } = happened
    return { kind: 'event', id: event.id, lane: LIVE, at: event.at, event, traits, isHistory: false, hops: 0 }
  }

  known(): Known {
    if (this.#stage.looksAtAll) this.#known.passagesOf.add(this.#stage.journey.id)
    return this.#known
  }

  work(rows: readonly StreamRow[], due: readonly { id: number }[]): MemberWork {
    const answered = rows.flatMap((row) => (row.kind === 'answer' ? [{ id: row.progressId }] : NOBODY))
    return {
      member: this.#member,
      workspaceZone: this.#stage.timeZone,
      rows,
      passages: this.passages.forTick(answered.length === 0 ? due : [...due, ...answered], this.#stage.looksAtAll),
      segments: this.#segments,
      wakeAt: this.wakeAt,
      isAssessed: this.#isAssessed,
      messages: this.messages.known,
    }
  }

  /** What a turn has made of the member itself. */
  keep(applied: Applied): void {
    this.#isAssessed = true
    if (applied.wakeAt !== undefined) this.wakeAt = applied.wakeAt
    for (const { segmentId, membership } of applied.segments) this.#segments.set(segmentId, membership)
    if (!applied.attributes) return
    const changed = changeAttributes(this.#member.attributes, applied.attributes.set)
    if (!changed) return
    const timeZone = reservedOf(changed.attributes).timeZone ?? this.#stage.timeZone
    if (timeZone !== this.#member.timeZone) this.history.forgetMatches()
    this.#member = { ...this.#member, attributes: changed.attributes, timeZone }
  }

  /** Messages of a walk wait to be claimed. Returns their ids. Those of a passage that is canceled are claimed in vain. */
  post({ messages, status }: PassageChange, progressId: number): readonly number[] {
    const ids = messages.map((intent, position) => {
      const { channel, content, nodeKey } = intent
      const template = 'template' in content && typeof content.template === 'string' ? content.template : null
      const id = this.messages.add(this.now, { channel, journeyId: this.#stage.journey.id, nodeKey, progressId, template })
      const isCall = status === 'RUNNING' && position === messages.length - 1 && channel === 'webhook'
      const times = { place: this.#stage.limits.nextPlace(), madeAt: this.now, dueAt: this.now }
      this.outbox.put({ ...classOf(content), ...times, id, progressId, intent, isCall, isCanceled: false, reason: null })
      return id
    })
    if (status === 'CANCELED') this.outbox.cancel(progressId)
    return ids
  }

  /** Its messages that are due, taken out of the outbox. */
  takeDue(now: number): Candidate[] {
    const { sent } = this.outbox
    const timeZone = zoneOf(this.#member.timeZone)
    return this.outbox.takeDue(now).map((pending) => ({ pending, permission: this.#permission(pending), timeZone, sent }))
  }

  /** What became of one that was due. */
  settle(pending: Pending, verdict: Verdict, now: number): void {
    this.now = now
    if (verdict.outcome === 'held') {
      this.outbox.put({ ...pending, reason: verdict.reason, dueAt: verdict.until })
      return
    }
    const { outcome } = verdict
    const { id, intent, progressId, isCall } = pending
    this.messages.settle(id, outcome, now)
    if (isCall && outcome === 'sent') this.#arrive({ kind: 'answer', progressId, visit: intent.visit, answer: ANSWER })
    else if (this.#isHeard(intent.channel, outcome)) this.#arrive({ kind: 'outcome', messageId: id, outcome, happened: now })
  }

  /** Effects of a turn that come back through the inbox. Other journeys are not played: what goes to them is dropped. */
  emit({ sent }: Applied): void {
    const journeyId = this.#stage.journey.id
    for (const { effect, hops } of sent) {
      if (effect.do === 'emit') {
        const event = this.#event(effect.name, effect.properties)
        this.#arrive({ kind: 'event', event, traits: null, isHistory: false, hops })
      } else if (effect.journeyId !== journeyId) continue
      else if (effect.do === 'leave') this.#arrive({ kind: 'leave', journeyId, reason: effect.reason })
      else {
        const event = this.#event(entryEvents.journey, { ...effect.context, fromJourneyId: String(journeyId) })
        this.#arrive({ kind: 'entry', journeyId, by: 'journey', nodeKey: null, event, hops })
      }
    }
  }

  /** Ids of what is made up are below zero: none of a stored event is. */
  #event(name: string, properties: EventInHand['properties']): EventInHand {
    return { id: -++this.#emitted, name, at: this.now, properties }
  }

  #arrive(row: Arriving): void {
    const id = row.kind === 'event' || row.kind === 'entry' ? row.event.id : 0
    this.#arrived.push({ ...row, id, lane: LIVE, at: this.now })
  }

  #isHeard(channel: Channel, outcome: string): boolean {
    return this.#stage.heard.has(channel) || this.passages.awaits(awaited.message, awaited.event(`${channel}_${outcome}`))
  }

  #permission({ intent: { channel }, topic, isTransactional, isCanceled }: Pending): Permission {
    // A call is not a message to the member: it needs no address, and consent says nothing about it.
    if (channel === 'webhook') return isCanceled ? { allowed: false, because: 'canceled' } : { allowed: true, address: '' }
    const topicConsent = topic === '' ? null : (this.player.consents.get(consentKey(channel, topic)) ?? null)
    return permit({ ...this.#recipient(channel), topicConsent, isTransactional, isCanceled })
  }

  #recipient(channel: Channel) {
    const { consents, suppressed } = this.player
    return {
      address: addressOf(this.#member),
      consent: consents.get(consentKey(channel)) ?? null,
      isSuppressed: suppressed.has(channel),
      sendWithoutConsentRecord: this.#stage.sendsWithoutConsent,
    }
  }
}

const NOBODY: readonly { id: number }[] = []

type Without<Row> = Row extends StreamRow ? Omit<Row, 'id' | 'lane' | 'at'> : never
type Arriving = Without<StreamRow>
