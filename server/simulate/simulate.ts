import { z } from 'zod'
import type { Player } from '#domain/simulate/member.ts'
import { timeOf } from '#domain/simulate/member.ts'
import type { Window } from '#domain/simulate/play.ts'
import { type SimulateRequest, type Synthetic, simulateSchema, windowFault } from '#domain/simulate/request.ts'
import type { Simulation } from '#domain/simulate/result.ts'
import { Simulator } from '#domain/simulate/simulate.ts'
import { triggersOn } from '#domain/simulate/stage.ts'
import { beginningOf, happenedOf, playersOf } from '#domain/simulate/synthetic.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { findMember } from '#server/sql/findMember.ts'
import { type JourneyInput, journeyInput } from './journey.ts'
import { storedPlayers } from './stored.ts'

/** A simulation that takes longer than this is given up. */
const MINUTES_MAX = 10
/** Other requests are served this often meanwhile. */
const SLICE_MS = 50
/** Events of members who share a quota or a rate: they are kept in memory, all at once. */
const TOGETHER_MAX = 1_000_000
const TOO_MANY = `A journey with a quota or a rate is played with all its members at once, and these have more than ${TOGETHER_MAX} events. Ask for a shorter time.`
/** Ids of made-up events, above those of stored ones. */
const MADE_UP_ID = 2 ** 52

const inputSchema = z.object({ journeyId: z.number().int(), request: simulateSchema })

/**
 * What a journey would have done with stored members, or would do with made-up ones. Reads only. Given up when `signal` says
 * that nobody waits for the answer any more, and after ten minutes.
 */
export async function simulateJourney(ctx: Ctx, input: z.input<typeof inputSchema>, signal?: AbortSignal): Promise<Simulation> {
  authorise(ctx, 'viewer')
  const { journeyId, request } = inputSchema.parse(input)
  const journey = await journeyInput(ctx, journeyId, request.version)
  const window = windowOf(request)
  const fault = windowFault(window)
  if (fault) throw new AppError('invalid', 'window', fault)
  const simulator = new Simulator({ ...journey, window, paths: request.paths ?? request.member !== undefined })
  await playAll(simulator, await playersFor(ctx, request, simulator, journey), signal)
  return simulator.result()
}

function windowOf({ backtest, member, synthetic }: SimulateRequest): Window {
  const stored = backtest ?? member
  if (stored) return { from: Date.parse(stored.from), to: Date.parse(stored.to) }
  if (!synthetic) throw new AppError('invalid', 'kind', 'Send one of backtest, synthetic and member.')
  return { from: beginningOf(synthetic), to: Date.parse(synthetic.until) }
}

type Players = Iterable<Player> | AsyncIterable<Player>

async function playersFor(
  ctx: Ctx,
  { synthetic, member }: SimulateRequest,
  { stage, window }: Simulator,
  { now }: JourneyInput,
): Promise<Players> {
  if (synthetic) return madeUp(synthetic, window.from)
  const asked = { workspaceId: ctx.workspaceId, window, watermark: now }
  if (!member) return storedPlayers({ ...asked, names: triggersOn(stage), onlyId: null })
  const found = await findMember(pool(), ctx.workspaceId, 'userId', [member.userId])
  if (!found) throw new AppError('notFound', 'user', 'There is no such member in this workspace.')
  return withMore(storedPlayers({ ...asked, names: null, onlyId: found.id }), member.events)
}

function madeUp(synthetic: Synthetic, from: number): Iterable<Player> {
  const made = playersOf(synthetic, from)
  if ('players' in made) return made.players
  const pointer = `/synthetic/events/${made.unknownAt}/userId`
  const detail = 'No member of the simulation has this userId: name it in members, or correct it.'
  throw new AppError('invalid', 'unknown_member', detail, { errors: [{ pointer, detail }] })
}

/** A stored member with what might have happened besides: at the same instant, after what did. */
async function* withMore(players: AsyncIterable<Player>, events: Parameters<typeof happenedOf>[0]): AsyncGenerator<Player> {
  const more = happenedOf(events, MADE_UP_ID)
  for await (const player of players) yield { ...player, happened: [...player.happened, ...more].sort((a, b) => timeOf(a) - timeOf(b)) }
}

async function playAll(simulator: Simulator, players: Players, signal: AbortSignal | undefined): Promise<void> {
  const breathe = breather(signal)
  let kept = 0
  for await (const player of players) {
    simulator.play(player)
    if (simulator.stage.limits.isShared && (kept += player.before.length + player.happened.length) > TOGETHER_MAX)
      throw new AppError('unprocessable', 'too_many', TOO_MANY)
    if (breathe.isDue()) await breathe.now()
  }
  for (const _ of simulator.rest()) if (breathe.isDue()) await breathe.now()
}

/** Lets other requests be served every now and then, and ends what takes too long or is not waited for. */
function breather(signal: AbortSignal | undefined) {
  const began = performance.now()
  let sliceFrom = began
  return {
    isDue: () => performance.now() - sliceFrom >= SLICE_MS,
    async now() {
      await new Promise(setImmediate)
      if (signal?.aborted) throw new AppError('unavailable', 'gone', 'The simulation was given up: nobody waits for its answer.')
      sliceFrom = performance.now()
      if (sliceFrom - began > MINUTES_MAX * 60_000)
        throw new AppError('unprocessable', 'too_long', `The simulation took longer than ${MINUTES_MAX} minutes. Ask for a shorter time.`)
    },
  }
}
