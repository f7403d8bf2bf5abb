import { createTranslator } from 'next-intl'
import type { z } from 'zod'
import type { Graph } from '#domain/journey/document.ts'
import { journeysNamed } from '#domain/journey/journeysNamed.ts'
import type { Problem } from '#domain/journey/problem.ts'
import { type ProblemContext, problemsOf } from '#domain/journey/problems.ts'
import type { problemOfDraftSchema } from '#domain/journey/resource.ts'
import { messages } from '#messages/index.ts'
import type { Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'

type DraftProblem = z.infer<typeof problemOfDraftSchema>

/** What stands against publishing a draft, and what deserves a look, each with its sentence. */
export async function problemsOfDraft(ctx: Ctx, graph: Graph, journeyId: number): Promise<DraftProblem[]> {
  return problemsOf(graph, { ...(await checkContext(ctx, journeysNamed(graph))), journeyId: String(journeyId) }).map(described)
}

/** What the checks may know of the workspace: its templates, its segments, its journeys (or those of them that are named), and the events it has seen. */
export async function checkContext(ctx: Ctx, journeys: readonly string[] | null = null): Promise<ProblemContext> {
  const { rows } = await pool().query<{ templates: string[]; segments: string[]; events: string[]; journeys: string[] }>({
    name: 'check_context',
    text: `with recursive names as (
             (select name from engine.event_report where workspace_id = $1 order by name limit 1)
             union all
             select (select r.name from engine.event_report r where r.workspace_id = $1 and r.name > names.name order by r.name limit 1)
             from names where names.name is not null)
           select array(select key from template where workspace_id = $1 and archived_at is null) as templates,
                  array(select key from segment where workspace_id = $1) as segments,
                  array(select id::text from journey where workspace_id = $1 and ($2::int[] is null or id = any($2))) as journeys,
                  array(select name from names where name is not null) as events`,
    values: [ctx.workspaceId, journeys],
  })
  const { templates = [], segments = [], events = [], journeys: found = [] } = rows[0] ?? {}
  // Before the first event every name would be unknown: that says nothing.
  const known = { templateKeys: new Set(templates), segmentKeys: new Set(segments), journeyIds: new Set(found) }
  return { ...known, ...(events.length > 0 ? { eventNames: new Set(events) } : {}) }
}

const translate = createTranslator({ locale: 'en', messages: messages.en })
const sentences: Record<string, unknown> = messages.en.problems

/** A problem with its sentence, in English. */
export function described(problem: Problem): DraftProblem {
  const key = `problems.${problem.code}` as Parameters<typeof translate>[0]
  return { ...problem, detail: Object.hasOwn(sentences, problem.code) ? translate(key, problem.values) : problem.code }
}
