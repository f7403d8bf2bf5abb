import type { MessageRules } from '#domain/journey/messageRules.ts'
import type { Spending } from '#domain/message/allowance.ts'
import { capWindowMs } from '#domain/message/caps.ts'
import { type MessageClass, type Rules, rulesFor } from '#domain/message/release.ts'
import type { MessageLimits } from '#domain/workspace/messageLimits.ts'

/** What a journey's messages have to keep to in a simulation, and what it has spent of its allowance so far. */
export class Limits {
  /** Members take from one quota, or one rate: what happens to one depends on all the others. */
  readonly isShared: boolean
  /** How far back a member's messages matter, in ms; 0 without caps. */
  readonly memoryMs: number
  readonly priority: number
  spending: Spending = { used: {}, nextAt: null }
  readonly #workspace: MessageLimits
  readonly #journey: MessageRules
  readonly #known = new Map<string, Rules | null>()
  #made = 0

  constructor(workspace: MessageLimits, settings: MessageRules) {
    this.#workspace = workspace
    this.#journey = settings
    this.isShared = settings.messageQuota !== null || settings.rateLimit !== null
    this.memoryMs = capWindowMs(workspace)
    this.priority = settings.priority
  }

  rulesOf(message: MessageClass): Rules | null {
    const key = `${message.channel} ${message.isTransactional} ${message.topic}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const rules = rulesFor(message, this.#workspace, this.#journey)
    this.#known.set(key, rules)
    return rules
  }

  /** The place of the next message among all of the simulation: who is due at the same time goes in this order. */
  nextPlace(): number {
    return ++this.#made
  }
}

/** A workspace without limits. */
export const NO_LIMITS: MessageLimits = {
  quietHours: null,
  frequencyCaps: [],
  minimumGap: null,
  whenHeld: 'queue',
  exemptChannels: [],
  exemptTopics: [],
}
