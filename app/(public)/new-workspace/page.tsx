import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryCard } from '#components/entry/EntryCard.tsx'
import { NewWorkspaceForm } from '#components/entry/NewWorkspaceForm.tsx'
import { buttonClass } from '#components/ui/Button.tsx'
import { currentOperator } from '#server/auth/currentOperator.ts'
import { me } from '#server/workspace/me.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn.newWorkspace'))('title') }
}

export default async function NewWorkspacePage() {
  const operator = await currentOperator()
  if (!operator) redirect('/sign-in?from=/new-workspace')
  const t = await getTranslations('signIn.newWorkspace')
  const common = await getTranslations('common')
  const { workspaces } = await me(operator)
  return (
    <EntryCard title={t('title')} lead={workspaces.length > 0 ? t('lead') : t('none')}>
      <NewWorkspaceForm />
      {workspaces.length > 0 && (
        <Link href="/" className={buttonClass({ look: 'ghost' })}>
          {common('cancel')}
        </Link>
      )}
    </EntryCard>
  )
}
