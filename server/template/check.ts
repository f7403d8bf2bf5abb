import type { TemplateContent } from '#domain/message/resource.ts'
import { AppError } from '#server/errors.ts'
import { compileContent } from '#server/message/render/compile.ts'

/** Refuses (422) a content that nothing could be sent from, naming field, line and what to do. */
export async function checkContent(content: Omit<TemplateContent, 'name'>): Promise<void> {
  const { problems } = await compileContent(content)
  const fatal = problems.filter((problem) => problem.fatal)
  if (fatal.length === 0) return
  const errors = fatal.map(({ field, detail, line, column }) => ({
    pointer: `/${field}`,
    detail: line === null ? detail : `Line ${line}${column === null ? '' : `, column ${column}`}: ${detail}`,
  }))
  throw new AppError('unprocessable', 'template_invalid', `The template cannot be saved: ${errors[0]?.detail}`, { errors })
}
