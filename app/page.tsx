import { redirect } from 'next/navigation'
import { currentOperator } from '#server/auth/currentOperator.ts'
import { me } from '#server/workspace/me.ts'

/** On to the first workspace one belongs to. */
export default async function StartPage() {
  const operator = await currentOperator()
  if (!operator) redirect('/sign-in')
  const [first] = (await me(operator)).workspaces
  redirect(first ? `/w/${first.slug}/journeys` : '/new-workspace')
}
