'use client'
import { useTranslations } from 'next-intl'

/** Why a message was not sent, as a sentence; a reason without one stays as it is. */
export function useMessageReason(): (reason: string) => string {
  const t = useTranslations('members.trace.message.why')
  return (reason) => (/^[a-z_]+$/.test(reason) && t.has(reason as 'no_consent') ? t(reason as 'no_consent') : reason)
}
