import type { EventLeaf } from '#domain/condition/document.ts'
import { leafCounts, windowStart } from '#domain/condition/memory.ts'
import { leafKey } from '#domain/condition/reads.ts'
import {
  type Known,
  type MessageQuestion,
  messageKey,
  NOTHING_KNOWN,
  type PastQuestion,
  pastKey,
  type ReachQuestion,
  reachKey,
  type Unknown,
} from '#domain/engine/apply/work.ts'
import { reachOf } from '#domain/message/permission.ts'
import { windowMs, zoneOf } from '#domain/time/zone.ts'
import { type CountRow, counts, type PastEventRow, pastEvents } from '#server/sql/tick/counts.ts'
import { type MemberAliasRow, memberAliases } from '#server/sql/tick/members.ts'
import { type PastMessageRow, pastMessages, type ReachRow, reaches } from '#server/sql/tick/messages.ts'
import { journeyPassages } from '#server/sql/tick/passages.ts'
import { pastPassages } from '#server/sql/tick/pastPassages.ts'
import type { Catalog, Catalogs } from './catalog.ts'
import { type Run, rowsOf } from './connection.ts'
import { addPassages, type Share } from './gather.ts'
import { bagSchema } from './rows.ts'

const once = <T>(asked: T[], keyOf: (one: T) => string): Iterable<T> =>
  asked.length > 1 ? new Map(asked.map((one) => [keyOf(one), one])).values() : asked

const fresh: { [Kind in keyof Known]: () => Known[Kind] } = {
  counts: () => new Map(),
  messages: () => new Map(),
  reach: () => new Map(),
  past: () => new Map(),
  passagesOf: () => new Set(),
}
/** What a share knows of one kind, to be added to. Most ask one kind of question, and a map is dear to make. */
function known<Kind extends keyof Known>(share: Share, kind: Kind): Known[Kind] {
  share.known ??= { ...NOTHING_KNOWN }
  if (share.known[kind] === NOTHING_KNOWN[kind]) share.known[kind] = fresh[kind]()
  return share.known[kind]
}

/** The questions of one round, each once. */
export class Questions {
  readonly #events: { share: Share; leaf: EventLeaf }[] = []
  readonly #messages: { share: Share; question: MessageQuestion }[] = []
  readonly #channels: { share: Share; question: ReachQuestion }[] = []
  readonly #past: { share: Share; question: PastQuestion }[] = []
  readonly #passagesOf: { share: Share; journeyId: number }[] = []

  add(share: Share, { events, messages, channels, past, passagesOf }: Unknown): void {
    for (const leaf of once(events, leafKey)) this.#events.push({ share, leaf })
    for (const question of once(messages, messageKey)) this.#messages.push({ share, question })
    for (const question of once(channels, reachKey)) this.#channels.push({ share, question })
    for (const question of once(past, pastKey)) this.#past.push({ share, question })
    for (const journeyId of new Set(passagesOf)) this.#passagesOf.push({ share, journeyId })
  }

  /** A query a kind of question. Answers whose passages cannot be read, and why. */
  async answer(run: Run, { now, catalog, catalogs }: { now: number; catalog: Catalog; catalogs: Catalogs }): Promise<Map<Share, string>> {
    await this.#findSelves(run)
    await this.#count(run, now)
    await this.#match(run, now)
    await this.#lookAtMessages(run, now)
    await this.#reach(run, catalog)
    await this.#lookBack(run)
    return this.#loadPassages(run, catalogs)
  }

  /** Whatever is asked is about the member and all that were merged into it. */
  async #findSelves(run: Run): Promise<void> {
    const asking = new Map<number, Share>()
    for (const { share } of [...this.#events, ...this.#messages, ...this.#past, ...this.#passagesOf])
      if (share.selves.length === 0) asking.set(share.memberId, share)
    if (asking.size === 0) return
    const values: number[][] = [[], []]
    for (const share of asking.values()) {
      share.selves.push({ shard: share.shard, id: share.memberId })
      if (!share.hasAliases) continue
      values[0]?.push(share.shard)
      values[1]?.push(share.memberId)
    }
    if (values[0]?.length === 0) return
    for (const { memberId, ...self } of await run<MemberAliasRow>(memberAliases, values)) asking.get(memberId)?.selves.push(self)
  }

  async #lookAtMessages(run: Run, now: number): Promise<void> {
    if (this.#messages.length === 0) return
    const lines = this.#messages.flatMap(({ share, question: { leaf, progressId } }, question) => {
      known(share, 'messages').set(messageKey({ leaf, progressId }), new Map())
      const { outcome, template, node, channel, journey } = leaf.message
      const after = leaf.within ? new Date(now - windowMs(leaf.within)).toISOString() : null
      const of = [outcome, after, node === undefined ? null : progressId, node, template, channel, journey]
      return share.selves.map(({ shard, id }) => [question, shard, id, ...of.map((value) => value ?? null)])
    })
    const values = Array.from({ length: 10 }, (_, column) => lines.map((line) => line[column] ?? null))
    for (const { question, id, at } of await run<PastMessageRow>(pastMessages, values)) {
      const one = this.#messages[question]
      one?.share.known?.messages.get(messageKey(one.question))?.set(id, at)
    }
  }

  async #reach(run: Run, catalog: Catalog): Promise<void> {
    if (this.#channels.length === 0) return
    const asked = this.#channels
    const values = [
      asked.map((_, i) => i),
      asked.map(({ share }) => share.shard),
      asked.map(({ share }) => share.memberId),
      asked.map(({ question }) => question.channel),
      asked.map(({ question }) => question.address),
    ]
    for (const { question, consent, isSuppressed } of await run<ReachRow>(reaches, values)) {
      const one = asked[question]
      if (!one) continue
      const { channel, address } = one.question
      const sendWithoutConsentRecord = catalog.sendsWithoutConsent(one.share.workspaceId)
      known(one.share, 'reach').set(reachKey(one.question), reachOf(channel, { address, consent, isSuppressed, sendWithoutConsentRecord }))
    }
  }

  async #loadPassages(run: Run, catalogs: Catalogs): Promise<Map<Share, string>> {
    if (this.#passagesOf.length === 0) return new Map()
    const lines = this.#passagesOf.flatMap(({ share, journeyId }) => {
      known(share, 'passagesOf').add(journeyId)
      return share.selves.map((self) => ({ ...self, journeyId }))
    })
    const values = [lines.map(({ shard }) => shard), lines.map(({ id }) => id), lines.map(({ journeyId }) => journeyId)]
    const found = await rowsOf(run, journeyPassages, values)
    await catalogs.loadPlans(
      found.map(({ versionId }) => versionId),
      run,
    )
    return addPassages(
      this.#passagesOf.map(({ share }) => share),
      found,
    )
  }

  async #count(run: Run, now: number): Promise<void> {
    const asked = this.#events.filter(({ leaf }) => leaf.where === undefined)
    if (asked.length === 0) return
    for (const { share, leaf } of asked) known(share, 'counts').set(leafKey(leaf), { count: 0, firstAt: null })
    for (const { question, count, firstAt } of await run<CountRow>(counts, this.#keys(asked, now))) {
      const one = asked[question]
      one?.share.known?.counts.set(leafKey(one.leaf), { count, firstAt })
    }
  }

  /** Leaves that look at properties: compared here, by the one comparison there is. */
  async #match(run: Run, now: number): Promise<void> {
    const asked = this.#events.filter(({ leaf }) => leaf.where !== undefined)
    if (asked.length === 0) return
    for (const { share, leaf } of asked) known(share, 'counts').set(leafKey(leaf), { count: 0, firstAt: null })
    for (const { question, at, properties } of await run<PastEventRow>(pastEvents, this.#keys(asked, now))) {
      const one = asked[question]
      const counted = one?.share.known?.counts.get(leafKey(one.leaf))
      const event = { name: one?.leaf.event ?? '', at, properties: bagSchema.safeParse(properties).data ?? {} }
      if (!one || !counted || !leafCounts(one.leaf, event, zoneOf(one.share.facts.timeZone))) continue
      counted.count++
      counted.firstAt = Math.min(counted.firstAt ?? at, at)
    }
  }

  #keys(asked: { share: Share; leaf: EventLeaf }[], now: number): unknown[] {
    const lines = asked.flatMap(({ share, leaf }, question) => {
      const start = windowStart(leaf, now)
      const after = start === null ? null : new Date(start).toISOString()
      return share.selves.map(({ shard, id }) => ({ question, shard, id, name: leaf.event, after }))
    })
    return [
      lines.map((l) => l.question),
      lines.map((l) => l.shard),
      lines.map((l) => l.id),
      lines.map((l) => l.name),
      lines.map((l) => l.after),
    ]
  }

  async #lookBack(run: Run): Promise<void> {
    const asked = this.#past
    if (asked.length === 0) return
    const [positions, shards, ids, journeyIds]: [number[], number[], number[], number[]] = [[], [], [], []]
    const entryKeys: (string | null)[] = []
    for (const [position, { share, question }] of asked.entries()) {
      known(share, 'past').set(pastKey(question), { total: 0, open: 0, lastEnteredAt: null, hasKey: false })
      for (const self of share.selves) {
        positions.push(position)
        shards.push(self.shard)
        ids.push(self.id)
        journeyIds.push(question.journeyId)
        entryKeys.push(question.entryKey)
      }
    }
    const values = [positions, shards, ids, journeyIds, entryKeys]
    for (const { question, ...past } of await rowsOf(run, pastPassages, values)) {
      const one = asked[question]
      one?.share.known?.past.set(pastKey(one.question), past)
    }
  }
}
