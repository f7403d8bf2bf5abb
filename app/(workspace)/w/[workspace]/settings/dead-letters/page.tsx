import { pageContext } from '#app/(workspace)/pageContext.ts'
import { DeadLetters } from '#components/settings/DeadLetters.tsx'
import { deadLetterQuerySchema, listDeadLetters } from '#server/deadLetter/list.ts'

export default async function DeadLettersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { ctx } = await pageContext((await params).workspace)
  return <DeadLetters first={await listDeadLetters(ctx, deadLetterQuerySchema.parse({}))} />
}
