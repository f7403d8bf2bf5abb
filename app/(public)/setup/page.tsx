import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { AccountForm } from '#components/entry/AccountForm.tsx'
import { EntryCard } from '#components/entry/EntryCard.tsx'
import { JoinButton } from '#components/entry/JoinButton.tsx'
import { buttonClass } from '#components/ui/Button.tsx'
import { currentOperator } from '#server/auth/currentOperator.ts'
import { type InviteLink, readLink } from '#server/workspace/link.ts'

/** The address carries a secret: it is not to be sent on to other sites, nor kept. */
export const metadata: Metadata = { referrer: 'no-referrer' }

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams
  const link = typeof token === 'string' ? await readLink(token) : null
  const t = await getTranslations('signIn')
  if (!link || typeof token !== 'string')
    return (
      <EntryCard title={t('gone.title')} lead={t('gone.body')}>
        <Link href="/sign-in" className={buttonClass()}>
          {t('gone.signIn')}
        </Link>
      </EntryCard>
    )
  if (link.purpose === 'invite') return <Invitation link={link} token={token} />
  return (
    <EntryCard title={t('setup.title')} lead={t('setup.lead')}>
      <AccountForm token={token} verb={t('setup.submit')} />
    </EntryCard>
  )
}

async function Invitation({ link, token }: { link: InviteLink; token: string }) {
  const t = await getTranslations('signIn')
  const operator = await currentOperator()
  return (
    <EntryCard title={t('invite.title', { workspace: link.workspaceName })} lead={t('invite.lead', { role: t(`role.${link.role}`) })}>
      {operator ? (
        <JoinButton token={token} slug={link.workspaceSlug} verb={t('invite.join', { name: operator.name })} />
      ) : link.hasAccount ? (
        <>
          <p className="text-text-2">{t('invite.hasAccount', { email: link.email })}</p>
          <Link href={`/sign-in?from=${encodeURIComponent(`/setup?token=${token}`)}`} className={buttonClass({ look: 'primary' })}>
            {t('invite.signIn')}
          </Link>
        </>
      ) : (
        <AccountForm token={token} email={link.email} verb={t('invite.make')} />
      )}
    </EntryCard>
  )
}
