import { conditionSchema } from '#domain/condition/document.ts'
import { readsOf } from '#domain/condition/reads.ts'
import type { LiveSegment } from '#domain/engine/types.ts'
import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { journeySettingsSchema } from '#domain/journey/settings.ts'
import type { StageInput } from '#domain/simulate/stage.ts'
import { workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { prisma } from '#server/db/prisma.ts'
import { AppError } from '#server/errors.ts'
import { documentOf } from '#server/journey/changeDraft.ts'
import { type JourneyRow, readJourney } from '#server/journey/load.ts'
import { checkContext } from '#server/journey/problems.ts'
import { refuseProblems } from '#server/journey/refuseProblems.ts'
import { readSimulatedWorkspace } from '#server/sql/simulate/stage.ts'

export type JourneyInput = StageInput & { currency: string; now: Date }

/** A journey as it would run: its draft when that has no problem, or a version; with its live settings and today's segments. */
export async function journeyInput(ctx: Ctx, id: number, version: 'draft' | number): Promise<JourneyInput> {
  const row = await readJourney(ctx, id)
  const workspace = await readSimulatedWorkspace(pool(), ctx.workspaceId)
  if (!workspace) throw new AppError('notFound', 'workspace', 'There is no such workspace.')
  const settings = workspaceSettingsSchema.parse(workspace.settings)
  const { versionId, document } = version === 'draft' ? await draftOf(ctx, row) : await versionOf(row, version)
  return {
    ...{ document, versionId, journeyId: id, workspaceId: ctx.workspaceId },
    settings: journeySettingsSchema.parse(row.settings),
    segments: workspace.segments.flatMap(segmentOf),
    timeZone: workspace.timeZone,
    sendsWithoutConsent: settings.sendWithoutConsentRecord,
    limits: settings,
    ...{ currency: settings.currency, now: workspace.now },
  }
}

async function draftOf(ctx: Ctx, row: JourneyRow) {
  refuseProblems(row, await checkContext(ctx), 'simulated')
  return { versionId: 0, document: documentOf(row) }
}

async function versionOf(row: JourneyRow, number: number) {
  const version = await prisma().journeyVersion.findFirst({
    where: { journeyId: row.id, number, workspaceId: row.workspaceId },
    select: { id: true, document: true },
  })
  if (!version) throw new AppError('notFound', 'version', 'There is no such version of this journey.')
  return { versionId: version.id, document: journeyDocumentSchema.parse(version.document) }
}

function segmentOf({ id, key, condition }: { id: number; key: string; condition: unknown }): LiveSegment[] {
  const read = conditionSchema.safeParse(condition)
  return read.success ? [{ id, key, condition: read.data, reads: readsOf(read.data) }] : []
}
