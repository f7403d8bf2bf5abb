import { type DraftNode, journeyDocumentSchema } from '#domain/journey/document.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { walkOrder } from '#domain/report/order.ts'
import type { JourneyHead } from '#domain/report/page.ts'
import type { ReportNode } from '#domain/report/view.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { AppError } from '#server/errors.ts'
import { readJourneyNodes } from '#server/sql/journeyNodes.ts'
import { readJourneySpan } from '#server/sql/journeySpan.ts'
import { readJourneyTotals } from '#server/sql/journeyTotals.ts'

/** A journey with its versions and every node it ever had, in the order a member meets them. */
export async function journeyHead(ctx: Ctx, { journeyId }: { journeyId: number }): Promise<JourneyHead> {
  authorise(ctx, 'viewer')
  const db = pool()
  const span = await readJourneySpan(db, ctx.workspaceId, journeyId)
  const journey =
    span &&
    (await prisma().journey.findFirst({
      where: { id: journeyId, workspaceId: ctx.workspaceId },
      select: {
        name: true,
        status: true,
        settings: true,
        liveVersion: { select: { number: true } },
        versions: { select: { number: true, publishedAt: true }, orderBy: { number: 'asc' } },
      },
    }))
  if (!journey) throw new AppError('notFound', 'journey_not_found', 'There is no such journey in this workspace.')
  const { triggered } = await readJourneyTotals(db, journeyId, { from: '-infinity', to: 'infinity' })
  return {
    id: String(journeyId),
    name: journey.name,
    status: journey.status,
    version: journey.liveVersion?.number ?? null,
    versions: journey.versions.map(({ number, publishedAt }) => ({ number, publishedAt: publishedAt.toISOString() })),
    nodes: inOrder(await readJourneyNodes(db, journeyId), span.liveDocument),
    goal: journeySettingsSchema.safeParse(journey.settings).data?.goal?.event ?? null,
    triggered,
    firstAt: span.first?.toISOString() ?? null,
    now: span.now.toISOString(),
  }
}

function inOrder(nodes: readonly DraftNode[], liveDocument: unknown): ReportNode[] {
  const order = liveDocument === null ? [] : walkOrder(journeyDocumentSchema.parse(liveDocument))
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return nodes.map((node) => shown(node, order.includes(node.key))).sort((a, b) => place(a.key) - place(b.key))
}

function shown({ key, name, kind, settings }: DraftNode, isLive: boolean): ReportNode {
  const definition = definitionOf(kind)
  const { summary, outlets, outletNames, waits } = definition
  const names = outletNames?.(settings) ?? {}
  return { key, name, kind, isLive, summary: summary(settings), outlets: outlets(settings), outletNames: names, waits }
}
