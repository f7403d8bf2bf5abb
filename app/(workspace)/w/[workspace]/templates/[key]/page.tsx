import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound, pageContext } from '#app/(workspace)/pageContext.ts'
import { TemplateEditor } from '#components/template/TemplateEditor.tsx'
import { templateKeySchema } from '#domain/message/resource.ts'
import { getTemplate } from '#server/template/get.ts'

type Props = { params: Promise<{ workspace: string; key: string }> }

async function load({ params }: Props) {
  const { workspace, key } = await params
  const { ctx } = await pageContext(workspace)
  if (!templateKeySchema.safeParse(key).success) notFound()
  return orNotFound(getTemplate(ctx, key))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).name }
}

export default async function TemplatePage(props: Props) {
  const template = await load(props)
  return <TemplateEditor key={template.key} template={template} />
}
