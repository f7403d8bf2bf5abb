import type { EventLeaf, MessageLeaf } from '#domain/condition/document.ts'
import { leafKey } from '#domain/condition/reads.ts'
import type { Unknown, World } from '#domain/engine/apply/work.ts'
import { awaited } from '#domain/engine/awaited.ts'
import { closersOf, startsOnDates } from '#domain/engine/closers.ts'
import type { LiveJourney, LiveSegment } from '#domain/engine/types.ts'
import { messageEvent } from '#domain/event/system.ts'
import type { JourneyDocument } from '#domain/journey/document.ts'
import { compilePlan } from '#domain/journey/plan.ts'
import { type Channel, channels } from '#domain/message/channel.ts'
import type { MessageLimits } from '#domain/workspace/messageLimits.ts'
import { Limits, NO_LIMITS } from './limits.ts'

/** What members are played through: one journey and the segments of its workspace. */
export type Stage = {
  journey: LiveJourney
  segments: readonly LiveSegment[]
  /** The workspace's. */
  timeZone: string
  sendsWithoutConsent: boolean
  limits: Limits
  /** The world at an instant; the same object each time. */
  at(now: number): World
  /** The same, with nobody listening: what is so already does not start anything. */
  quietlyAt(now: number): World
  /** Leaves that a decision has asked about, by leafKey. The next time they are answered before they are asked. */
  asked: { events: Map<string, EventLeaf>; messages: Map<string, MessageLeaf> }
  /** Whether an event of this name can start or end anything, or change a segment, whoever is where. */
  minds(eventName: string): boolean
  /** Channels of which somebody may hear that a message was sent, beside members who wait for that. */
  heard: ReadonlySet<Channel>
  /** Whether exits or a goal have asked for all open passages of a member. */
  looksAtAll: boolean
}

export type StageInput = {
  document: JourneyDocument
  /** Settings belong to the journey and act at once: the live ones, not the version's. */
  settings: LiveJourney['settings']
  journeyId: number
  workspaceId: number
  versionId: number
  segments: readonly LiveSegment[]
  timeZone: string
  sendsWithoutConsent?: boolean
  /** The workspace's; the journey's own are among its settings. */
  limits?: MessageLimits
  winners?: LiveJourney['winners']
}

/**
 * A journey as it would be live, whatever its status is.
 *
 * @throws ZodError when a node's settings are not strict
 */
export function stageOf(input: StageInput): Stage {
  const { document, settings, journeyId: id, workspaceId, versionId, segments, timeZone, sendsWithoutConsent = true } = input
  const plan = compilePlan(document, { journeyId: id, workspaceId, versionId })
  const winners = input.winners ?? new Map<string, string>()
  const journey: LiveJourney = { id, workspaceId, status: 'ONGOING', drains: true, settings, plan, winners }
  const only = [journey]
  const closes = closersOf(settings)
  const world: World = {
    now: 0,
    listening: (name) => (plan.listeners.has(name) ? only : NONE),
    closing: (name) => (closes.has(name) ? only : NONE),
    journey: (one) => (one === id ? journey : undefined),
    plan: (version) => (version === versionId ? plan : undefined),
    segments,
    dated: startsOnDates(plan) ? only : NONE,
  }
  const quiet: World = { ...world, listening: () => NONE, closing: () => NONE }
  return {
    ...{ journey, segments, timeZone, sendsWithoutConsent, limits: new Limits(input.limits ?? NO_LIMITS, settings) },
    at: (now) => Object.assign(world, { now }),
    quietlyAt: (now) => Object.assign(quiet, { now }),
    asked: { events: new Map(), messages: new Map() },
    minds: mindsOf(journey, segments),
    heard: heardOf(journey, segments),
    looksAtAll: false,
  }
}

const NONE: readonly LiveJourney[] = []

/**
 * The events that can start the journey, null when something else can: then every member has to be played, since a date comes
 * and a segment is left with nothing happening.
 */
export function triggersOn({ journey: { plan } }: Stage): readonly string[] | null {
  const kinds = new Set(plan.triggers.map((key) => plan.nodes.get(key)?.kind))
  return [...kinds].every((kind) => kind === 'trigger.event') ? [...plan.listeners.keys()] : null
}

/** Remembers what was asked. False when all of it was answered before: asking again would not end. */
export function learn(stage: Stage, { events, messages, passagesOf }: Unknown): boolean {
  const { asked } = stage
  const before = asked.events.size + asked.messages.size + Number(stage.looksAtAll)
  for (const leaf of events) asked.events.set(leafKey(leaf), leaf)
  for (const { leaf } of messages) asked.messages.set(leafKey(leaf), leaf)
  if (passagesOf.length > 0) stage.looksAtAll = true
  return asked.events.size + asked.messages.size + Number(stage.looksAtAll) > before
}

function mindsOf({ plan, settings }: LiveJourney, segments: readonly LiveSegment[]): (eventName: string) => boolean {
  const closes = closersOf(settings)
  const counted = new Set(segments.flatMap(({ reads }) => reads.events))
  return (name) => plan.listeners.has(name) || counted.has(name) || closes.has(awaited.event(name))
}

/** Channels of which somebody hears that a message was sent: of the others it need not be told. */
function heardOf(journey: LiveJourney, segments: readonly LiveSegment[]): ReadonlySet<Channel> {
  const all = segments.some(({ reads }) => reads.messages) || closersOf(journey.settings).has(awaited.message)
  const minds = mindsOf(journey, segments)
  return new Set(channels.filter((channel) => all || OUTCOMES.some((outcome) => minds(messageEvent(channel, outcome)))))
}
const OUTCOMES = ['sent', 'suppressed']
