import type { TemplateListItem, TemplateResource } from '#domain/message/resource.ts'
import type { Template, TemplateVersion } from '#prisma/generated/client.ts'
import type { Queryable } from '#server/db/pg.ts'
import { type JourneyUsingTemplate, journeysUsingTemplates } from '#server/sql/journeysUsingTemplates.ts'

type Row = Template & { live: TemplateVersion | null }

/** The template with its live content, for the API. */
export function templateResource(row: Row, usedBy: JourneyUsingTemplate[]): TemplateResource {
  const { preheader = '', body = '' } = row.live ?? {}
  return { ...templateListItem(row, usedBy), preheader, body }
}

export function templateListItem(row: Row, usedBy: JourneyUsingTemplate[]): TemplateListItem {
  const { subject = '', format = 'html', number = 0 } = row.live ?? {}
  return {
    id: String(row.id),
    key: row.key,
    name: row.name,
    channel: 'email',
    subject,
    format,
    version: number,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    usedBy: usedBy.filter((one) => one.templateKey === row.key).map(({ id, name }) => ({ id: String(id), name })),
  }
}

export const usersOf = (db: Queryable, workspaceId: number, key: string) => journeysUsingTemplates(db, workspaceId, [key])
