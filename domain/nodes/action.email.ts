import * as z from 'zod'
import { templateKeySchema } from '#domain/message/resource.ts'
import { liquidProblems } from './check.ts'
import type { CheckContext, NodeDefinition, SettingsProblem } from './definition.ts'
import { textOf } from './phrase.ts'

const about = {
  /** What it is about: consent is asked for this topic besides the channel, and caps may count by it. */
  topic: z.string().trim().min(1).max(100).optional(),
  /** The member asked for it by what they did: held by no quiet hours and no cap. */
  isTransactional: z.boolean().optional(),
}
const inline = z.strictObject({
  ...about,
  subject: z.string().trim().min(1, { error: 'subjectEmpty' }).max(500),
  /** Liquid in MJML or HTML. */
  body: z.string().trim().min(1, { error: 'bodyEmpty' }).max(500_000),
})
const settings = z.union([z.strictObject({ ...about, template: templateKeySchema }), inline])

/** Commits the intent to send and goes on; what becomes of the message is in the ledger. */
export const actionEmail: NodeDefinition<typeof settings> = {
  kind: 'action.email',
  settings,
  blank: { template: '' },
  outlets: () => ['next'],
  waits: false,
  channel: 'email',
  summary: (draft) => {
    if (isInline(draft)) return named('nodes.action.email.summaryInline', 'subject', draft.subject)
    return named('nodes.action.email.summary', 'template', draft.template)
  },
  problems: (draft, context) => (isInline(draft) ? inlineProblems(draft, context) : templateProblems(draft, context)),
  reads: () => [],
  decide: ({ settings: content }) => ({ does: 'send', message: { channel: 'email', content }, outlet: 'next' }),
}

const isInline = (draft: Record<string, unknown>) => 'subject' in draft || 'body' in draft

const named = (key: string, name: string, value: unknown) => {
  const text = textOf(value)
  return text === '' ? { key: 'nodes.action.email.summaryEmpty' } : { key, values: { [name]: text } }
}

function templateProblems(draft: Record<string, unknown>, { templateKeys }: CheckContext): SettingsProblem[] {
  const template = textOf(draft.template)
  if (template === '') return [{ code: 'templateMissing', severity: 'problem', pointer: '/template' }]
  if (templateKeys.has(template)) return []
  return [{ code: 'templateUnknown', severity: 'problem', pointer: '/template', values: { template } }]
}

function inlineProblems(draft: Record<string, unknown>, context: CheckContext): SettingsProblem[] {
  const found: SettingsProblem[] = []
  if (textOf(draft.template) !== '') found.push({ code: 'templateOrInline', severity: 'problem', pointer: '/template' })
  for (const field of ['subject', 'body'] as const) {
    const text = textOf(draft[field])
    if (text === '') found.push({ code: `${field}Empty`, severity: 'problem', pointer: `/${field}` })
    else found.push(...liquidProblems(field === 'subject' ? 'text' : 'html', text, `/${field}`, context))
  }
  return found
}
