import { journeyDocumentSchema } from '#domain/journey/document.ts'
import { type Fate, fateOf, type MembersPolicy } from '#domain/journey/moves.ts'
import type { PublishPreview } from '#domain/journey/resource.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { snapshot } from '#server/db/pg.ts'
import { type CountInsideRow, clock, countInside, type DocumentRow, documentsOf } from '#server/sql/countInside.ts'
import { documentOf } from './changeDraft.ts'
import { readJourney } from './load.ts'

type Fates = PublishPreview['policies']['asked']

/** Who is inside a journey, by version and node, and what publishing the draft would make of them; nothing is changed. */
export async function previewPublish(ctx: Ctx, id: number, members: MembersPolicy): Promise<PublishPreview> {
  authorise(ctx, 'viewer')
  const row = await readJourney(ctx, id)
  const next = documentOf(row)
  const { at, found, documents } = await readInside(id)
  const nodes = found.flatMap(({ version, nodeKey, waiting }) => {
    const node = documents.get(version)?.nodes.find(({ key }) => key === nodeKey)
    return node ? [{ version, node, waiting, ...fateOf(members, node, next) }] : []
  })
  const countBy = (policy: MembersPolicy): Fates => {
    const fates: Record<Fate, number> = { stays: 0, follows: 0, arrives: 0, leaves: 0 }
    for (const { node, waiting } of nodes) fates[fateOf(policy, node, next).fate] += waiting
    return fates
  }
  const version = row.liveVersion?.number ?? null
  return {
    ...{ at: at.toISOString(), version, nextVersion: (version ?? 0) + 1, inside: nodes.reduce((sum, one) => sum + one.waiting, 0), nodes },
    policies: { finish: countBy({ policy: 'finish' }), follow: countBy({ policy: 'follow' }), asked: countBy(members) },
  }
}

const readInside = (id: number) =>
  snapshot(async (db) => {
    const { rows: clocks } = await db.query<{ at: Date }>(clock)
    const { rows: found } = await db.query<CountInsideRow>({ ...countInside, values: [id] })
    const numbers = [...new Set(found.map(({ version }) => version))]
    const { rows } = await db.query<DocumentRow>({ ...documentsOf, values: [id, numbers] })
    const documents = new Map(rows.map(({ number, document }) => [number, journeyDocumentSchema.parse(document)]))
    return { at: clocks[0]?.at ?? new Date(), found, documents }
  })
