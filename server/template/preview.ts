import { type NamePath, namesOf, problemOf, unknownNames } from '#domain/message/liquid.ts'
import type { Preview, PreviewRequest } from '#domain/message/resource.ts'
import { sampleFor } from '#domain/message/sample.ts'
import { workspaceSettingsSchema } from '#domain/workspace/settings.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { prisma } from '#server/db/prisma.ts'
import { env } from '#server/env.ts'
import { loadMember } from '#server/member/loadMember.ts'
import { type Compiled, compileContent } from '#server/message/render/compile.ts'
import { renderMessage } from '#server/message/render/render.ts'
import { type RenderScope, scopeOf } from '#server/message/render/scope.ts'

/**
 * A content as it would arrive: for a member, or for a made-up one who has a value for every name. Says what does not
 * parse, with line and column, and which names render empty. Nothing is stored or counted.
 */
export async function previewTemplate(ctx: Ctx, input: PreviewRequest): Promise<Preview> {
  authorise(ctx, 'viewer')
  const { userId, event, ...content } = input
  const { compiled, problems } = await compileContent(content)
  if (!compiled) return { subject: '', html: '', text: '', unknown: [], errors: problems }
  const paths = pathsOf(compiled)
  const scope = await scopeFor(ctx, userId, event, paths)
  try {
    const rendered = renderMessage(compiled, scope)
    return { ...rendered, unknown: unknownNames(paths, scope), errors: problems }
  } catch (error) {
    return { subject: '', html: '', text: '', unknown: [], errors: [...problems, { field: 'body', ...problemOf(error), fatal: true }] }
  }
}

const pathsOf = ({ subject, preheader, html }: Compiled): NamePath[] =>
  [...namesOf('text', subject), ...namesOf('text', preheader), ...namesOf('html', html)].filter(([root]) => root !== 'sojourn_preheader')

async function scopeFor(ctx: Ctx, userId: string | undefined, event: PreviewRequest['event'], paths: NamePath[]): Promise<RenderScope> {
  const workspace = await prisma().workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } })
  const { postalAddress } = workspaceSettingsSchema.parse(workspace.settings)
  const member = userId === undefined ? null : await loadMember(ctx.workspaceId, { ref: userId })
  const attributes = sampleFor('member', paths)
  return scopeOf({
    now: new Date(),
    workspace: { name: workspace.name, timeZone: workspace.timeZone, postalAddress },
    journey: { id: 0, name: 'Preview' },
    member: member
      ? { userId: member.userId, email: member.email, timeZone: member.timeZone, attributes: member.attributes }
      : { userId: 'jane', email: 'jane@example.com', timeZone: null, attributes: { email: 'jane@example.com', ...attributes } },
    // What a real event will hold is not known here: without a given one every name has a value.
    entry: { name: 'Order Completed', at: new Date().toISOString(), properties: { ...sampleFor('event', paths), ...event } },
    unsubscribeUrl: `${env().APP_URL}/u/preview`,
  })
}
