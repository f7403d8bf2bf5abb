import { z } from 'zod'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { BUCKET_MS, edgesOf, toBuckets } from '#domain/report/edges.ts'
import { nodesOf } from '#domain/report/nodes.ts'
import { type Report, reportQuerySchema } from '#domain/report/shape.ts'
import { workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { type Queryable, snapshot } from '#server/db/pg.ts'
import { AppError } from '#server/errors.ts'
import { readJourneyOutcomes } from '#server/sql/journeyOutcomes.ts'
import { readJourneySeries } from '#server/sql/journeySeries.ts'
import { type JourneySpan, readJourneySpan } from '#server/sql/journeySpan.ts'
import { readJourneyTotals } from '#server/sql/journeyTotals.ts'
import { readNodeCounts } from '#server/sql/nodeCounts.ts'
import { readNodeMessages } from '#server/sql/nodeMessages.ts'

const POINTS_MAX = 20_000

const inputSchema = reportQuerySchema.extend({ journeyId: z.number().int() })

/**
 * What happened in a journey in [from, to), by default in its whole life, with a point for every hour or day of the
 * workspace's zone. `inProgress` and `waiting` are as of now, whatever the range.
 */
export async function journeyReport(ctx: Ctx, input: z.input<typeof inputSchema>): Promise<Report> {
  authorise(ctx, 'viewer')
  const { journeyId, from, to, interval } = inputSchema.parse(input)
  return snapshot((db) => readReport(db, ctx.workspaceId, { journeyId, from, to, interval }))
}

async function readReport(
  db: Queryable,
  workspaceId: number,
  { journeyId, from, to, interval }: z.output<typeof inputSchema>,
): Promise<Report> {
  const span = await readJourneySpan(db, workspaceId, journeyId)
  if (!span) throw new AppError('notFound', 'journey_not_found', 'There is no such journey in this workspace.')

  const range = toBuckets({
    from: from ? Date.parse(from) : (span.first ?? span.now).getTime(),
    to: to ? Date.parse(to) : endOf(span),
  })
  if (range.to < range.from)
    throw new AppError('invalid', 'range', 'The report ends before it begins: send a `to` that is later than `from`.')
  const edges = edgesWithin(range, interval, span.timeZone)

  const asked = { from: from ? iso(range.from) : '-infinity', to: to ? iso(range.to) : 'infinity' }
  const { revenue, ...passages } = await readJourneyTotals(db, journeyId, asked)
  const outcomes = await readJourneyOutcomes(db, journeyId, asked)
  const counts = await readNodeCounts(db, journeyId, asked)
  const messages = await readNodeMessages(db, journeyId, asked)
  const slots = await readJourneySeries(db, journeyId, asked, edges)
  const bySlot = new Map(slots.map((slot) => [slot.slot, slot]))
  return {
    journey: { ...passages, revenue: { currency: workspaceSettingsSchema.parse(span.settings).currency, amount: revenue }, outcomes },
    nodes: nodesOf(liveNodes(span), counts, messages),
    series: edges.map((edge, i) => {
      const slot = bySlot.get(i + 1)
      return { at: iso(edge), triggered: slot?.triggered ?? 0, ended: slot?.ended ?? 0, messages: slot?.messages ?? 0 }
    }),
  }
}

const iso = (at: number) => new Date(at).toISOString()

/** Now, or the end of what was counted under a clock that runs ahead. */
const endOf = ({ now, last }: JourneySpan) => Math.max(now.getTime(), last ? last.getTime() + BUCKET_MS : 0)

function edgesWithin(range: { from: number; to: number }, interval: 'hour' | 'day', zone: string): number[] {
  const points = (range.to - range.from) / (interval === 'hour' ? 3_600_000 : 86_400_000)
  if (points > POINTS_MAX)
    throw new AppError('invalid', 'too_many_points', `That is more than ${POINTS_MAX} points. Ask for days, or for a shorter time.`)
  return edgesOf(range, interval, zone)
}

const liveNodes = (span: JourneySpan) => (span.liveDocument === null ? [] : journeyDocumentSchema.parse(span.liveDocument).nodes)
