import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { orNotFound, pageContext } from '#app/(workspace)/pageContext.ts'
import { Designer } from '#components/designer/Designer.tsx'
import { rowIdSchema } from '#domain/api/common.ts'
import { getJourney } from '#server/journey/get.ts'

type Props = { params: Promise<{ workspace: string; journey: string }> }

const load = cache(async (slug: string, journey: string) => {
  const { ctx } = await pageContext(slug)
  const id = rowIdSchema.safeParse(journey)
  if (!id.success) notFound()
  return orNotFound(getJourney(ctx, id.data))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, journey } = await params
  return { title: (await load(workspace, journey)).name }
}

export default async function DesignerPage({ params }: Props) {
  const { workspace, journey } = await params
  return <Designer key={journey} journey={await load(workspace, journey)} />
}
