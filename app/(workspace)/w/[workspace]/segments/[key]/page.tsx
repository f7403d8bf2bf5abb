import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { orNotFound, pageContext } from '#app/(workspace)/pageContext.ts'
import { SegmentScreen } from '#components/segment/SegmentScreen.tsx'
import { segmentKeySchema } from '#domain/segment/resource.ts'
import { getSegment } from '#server/segment/get.ts'

type Props = { params: Promise<{ workspace: string; key: string }> }

async function load({ params }: Props) {
  const { workspace, key } = await params
  const { ctx } = await pageContext(workspace)
  if (!segmentKeySchema.safeParse(key).success) notFound()
  return orNotFound(getSegment(ctx, key))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).name }
}

export default async function SegmentPage(props: Props) {
  const segment = await load(props)
  return <SegmentScreen key={segment.key} segment={segment} />
}
