import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EntryCard } from '#components/entry/EntryCard.tsx'
import { SignInForm } from '#components/entry/SignInForm.tsx'
import { ownPath } from '#components/entry/signIn.ts'
import { currentOperator } from '#server/auth/currentOperator.ts'
import { hasOperators } from '#server/workspace/hasOperators.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') }
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ from?: string | string[] }> }) {
  const { from } = await searchParams
  const to = typeof from === 'string' ? from : undefined
  if (await currentOperator()) redirect(ownPath(to))
  const t = await getTranslations('signIn')
  return (
    <EntryCard title={t('title')} {...((await hasOperators()) ? {} : { lead: t('noAccount') })}>
      <SignInForm from={to} />
    </EntryCard>
  )
}
