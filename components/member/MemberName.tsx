'use client'
import { useTranslations } from 'next-intl'

/** What to call a member: name, email, userId, else that it is anonymous. */
export function useMemberName() {
  const t = useTranslations('members')
  return (member: { name: string | null; email: string | null; userId: string | null }) =>
    member.name ?? member.email ?? member.userId ?? t('anonymous')
}
