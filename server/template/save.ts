import type { z } from 'zod'
import type { createTemplateSchema, TemplateContent, TemplateResource } from '#domain/message/resource.ts'
import { audit } from '#server/audit.ts'
import { authorise, type Ctx } from '#server/context.ts'
import { pool } from '#server/db/pg.ts'
import { inTransaction, isDuplicate, raiseEpochIn, type Tx } from '#server/db/tx.ts'
import { AppError } from '#server/errors.ts'
import { checkContent } from './check.ts'
import { loadTemplate } from './load.ts'
import { templateResource, usersOf } from './resource.ts'

/** A new template, its content version 1. The key is what journeys name it by and never changes. */
export async function createTemplate(ctx: Ctx, input: z.output<typeof createTemplateSchema>): Promise<TemplateResource> {
  authorise(ctx, 'editor')
  const { key, name, ...content } = input
  await checkContent(content)
  const row = await inTransaction(async (tx) => {
    const { id } = await makeOrRevive(tx, ctx, key, name)
    await addVersion(tx, id, content)
    await audit(tx, ctx, 'template.create', `template:${id}`, { key })
    await raiseEpochIn(tx)
    return loadTemplate(ctx, key, tx)
  })
  return templateResource(row, await usersOf(pool(), ctx.workspaceId, key))
}

/** Saves a content as the next version; what is sent from now on is made from it. An unchanged content stays as it is. */
export async function saveTemplate(ctx: Ctx, key: string, { name, ...content }: TemplateContent): Promise<TemplateResource> {
  authorise(ctx, 'editor')
  await checkContent(content)
  const row = await inTransaction(async (tx) => {
    const { id } = await loadTemplate(ctx, key, tx)
    // One save at a time, so that numbers have no gaps and the last one wins.
    await tx.$queryRaw`select 1 from template where id = ${id} for update`
    const { live } = await loadTemplate(ctx, key, tx)
    await tx.template.update({ where: { id }, data: { name } })
    if (!live || !isSame(live, content)) await addVersion(tx, id, content)
    await audit(tx, ctx, 'template.save', `template:${id}`, { key })
    await raiseEpochIn(tx)
    return loadTemplate(ctx, key, tx)
  })
  return templateResource(row, await usersOf(pool(), ctx.workspaceId, key))
}

type Content = Omit<TemplateContent, 'name'>
const isSame = (a: Content, b: Content) =>
  a.subject === b.subject && a.preheader === b.preheader && a.format === b.format && a.body === b.body

async function makeOrRevive(tx: Tx, ctx: Ctx, key: string, name: string): Promise<{ id: number }> {
  const { workspaceId } = ctx
  const archived = await tx.template.findFirst({ where: { workspaceId, key, archivedAt: { not: null } } })
  if (archived) return tx.template.update({ where: { id: archived.id }, data: { name, archivedAt: null } })
  try {
    return await tx.template.create({ data: { workspaceId, key, name, channel: 'email' } })
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('conflict', 'key_taken', `There is a template with the key ${key} already. Choose another.`)
    throw error
  }
}

async function addVersion(tx: Tx, templateId: number, { subject, preheader, format, body }: Content): Promise<void> {
  const last = await tx.templateVersion.aggregate({ where: { templateId }, _max: { number: true } })
  const number = (last._max.number ?? 0) + 1
  const version = await tx.templateVersion.create({ data: { templateId, number, subject, preheader, format, body } })
  await tx.template.update({ where: { id: templateId }, data: { liveVersionId: version.id } })
}
