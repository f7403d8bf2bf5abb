/**
 * A small reference model of the engine for property tests: one journey, its members and a clock, interpreted naively, a
 * step at a time, sharing no code with the engine. Times are minutes.
 */
export type Step =
  | { does: 'delay'; minutes: number; next: number | null }
  | { does: 'wait_for'; event: string; minutes: number; happened: number | null; timeout: number | null }
  | { does: 'condition'; plan: string; yes: number | null; no: number | null }
  | { does: 'experiment'; arm: 'a' | 'b'; a: number | null; b: number | null }
  | { does: 'set'; plan: string; next: number | null }
  | { does: 'exit'; reason: string }
export type Drawn = readonly Step[]
export type Mode = 'once' | 'once_at_a_time' | 'every_time'

export type Op =
  | { do: 'event'; member: number; name: string }
  | { do: 'plan'; member: number; plan: string }
  | { do: 'clock'; minutes: number }
  | { do: 'pause' }
  | { do: 'resume' }
  | { do: 'publish'; drawn: Drawn }
  | { do: 'decide'; step: number; arm: 'a' | 'b' | null }
  | { do: 'crash' }

type Passage = {
  drawn: Drawn
  at: number | null
  dueAt: number
  parkedAt: number | null
  cameAt: number | null
  path: string[]
  reason: string
}
type Member = { plan: string; passages: Passage[] }

export class Model {
  readonly #members: Member[]
  readonly #mode: Mode
  #drawn: Drawn
  #now = 0
  #isPaused = false
  /** Winners of experiments, by step. */
  readonly #winners = new Map<number, 'a' | 'b'>()

  constructor(members: number, mode: Mode, drawn: Drawn) {
    this.#members = Array.from({ length: members }, () => ({ plan: 'free', passages: [] }))
    this.#mode = mode
    this.#drawn = drawn
  }

  apply(op: Op): void {
    if (op.do === 'event') this.#event(this.#member(op.member), op.name)
    if (op.do === 'plan') this.#member(op.member).plan = op.plan
    if (op.do === 'clock') this.#tick(op.minutes)
    if (op.do === 'pause') this.#isPaused = true
    if (op.do === 'resume') this.#resume()
    if (op.do === 'publish') this.#drawn = op.drawn
    if (op.do === 'decide') this.#decide(op.step, op.arm)
  }

  #decide(step: number, arm: 'a' | 'b' | null): void {
    if (arm === null) this.#winners.delete(step)
    else this.#winners.set(step, arm)
  }

  /** Every passage of every member: where it went, and how it stands. */
  passages(): string[][] {
    return this.#members.map(({ passages }) =>
      passages.map(({ path, at, reason }) => `${path.join(' ')} | ${at === null ? reason : 'open'}`),
    )
  }

  #member(index: number): Member {
    const member = this.#members[index]
    if (!member) throw new Error(`There is no member ${index}.`)
    return member
  }

  #event(member: Member, name: string): void {
    const inside = member.passages.filter(({ at }) => at !== null)
    if (name === 'Go' && !this.#isPaused && this.#letsIn(member)) {
      const passage: Passage = { drawn: this.#drawn, at: null, dueAt: 0, parkedAt: null, cameAt: null, path: ['go:next'], reason: '' }
      member.passages.push(passage)
      this.#walk(member, passage, 0)
    }
    for (const passage of inside) {
      const step = passage.at === null ? undefined : passage.drawn[passage.at]
      if (step?.does !== 'wait_for' || step.event !== name) continue
      if (this.#isPaused) passage.cameAt ??= this.#now
      else this.#leave(member, passage, 'happened', step.happened)
    }
  }

  #letsIn({ passages }: Member): boolean {
    if (this.#mode === 'every_time') return true
    return this.#mode === 'once' ? passages.length === 0 : passages.every(({ at }) => at === null)
  }

  #tick(minutes: number): void {
    const before = this.#now
    this.#now += minutes
    for (const member of this.#members) {
      const due = member.passages.filter(
        ({ at, dueAt, parkedAt, cameAt }) => at !== null && dueAt <= this.#now && dueAt > before && parkedAt === null && cameAt === null,
      )
      for (const passage of due.sort((a, b) => a.dueAt - b.dueAt)) {
        if (this.#isPaused) passage.parkedAt = passage.dueAt
        else this.#timeIsUp(member, passage)
      }
    }
  }

  #timeIsUp(member: Member, passage: Passage): void {
    const step = passage.at === null ? undefined : passage.drawn[passage.at]
    if (step?.does === 'delay') this.#leave(member, passage, 'next', step.next)
    if (step?.does === 'wait_for') this.#leave(member, passage, 'timeout', step.timeout)
  }

  /** What came about during the pause: of an event and a timer the earlier. */
  #resume(): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    for (const member of this.#members) {
      for (const passage of member.passages) {
        const { parkedAt, cameAt, at, drawn, dueAt } = passage
        if (at === null || (parkedAt === null && cameAt === null)) continue
        const step = drawn[at]
        Object.assign(passage, { parkedAt: null, cameAt: null })
        const isLate = dueAt <= this.#now && cameAt !== null && dueAt < cameAt
        if (step?.does === 'wait_for' && cameAt !== null && !isLate) this.#leave(member, passage, 'happened', step.happened)
        else this.#timeIsUp(member, passage)
      }
    }
  }

  #leave(member: Member, passage: Passage, outlet: string, to: number | null): void {
    const last = passage.path.length - 1
    passage.path[last] = `${passage.path[last]}:${outlet}`
    passage.at = null
    if (to === null) passage.reason = 'open_outlet'
    else this.#walk(member, passage, to)
  }

  #walk(member: Member, passage: Passage, to: number): void {
    const step = passage.drawn[to]
    if (!step) throw new Error(`There is no step ${to}.`)
    const follow = (outlet: string, next: number | null) => {
      passage.path.push(`n${to}:${outlet}`)
      if (next === null) passage.reason = 'open_outlet'
      else this.#walk(member, passage, next)
    }
    switch (step.does) {
      case 'delay':
      case 'wait_for':
        passage.path.push(`n${to}`)
        Object.assign(passage, { at: to, dueAt: this.#now + step.minutes })
        return
      case 'condition':
        return member.plan === step.plan ? follow('yes', step.yes) : follow('no', step.no)
      case 'experiment': {
        const arm = this.#winners.get(to) ?? step.arm
        return follow(arm, step[arm])
      }
      case 'set':
        member.plan = step.plan
        return follow('next', step.next)
      case 'exit':
        passage.path.push(`n${to}`)
        passage.reason = step.reason
    }
  }
}
