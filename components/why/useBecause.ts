import { useTranslations } from 'next-intl'

const statuses = ['DRAFT', 'ONGOING', 'PAUSED', 'ENDED'] as const

/** Why a journey did not let a member in, as the end of a sentence; a rule without one stays as it is. */
export function useBecause(): (because: string, status: string) => string {
  const t = useTranslations('members.why.because')
  const words = useTranslations('common.status')
  return (because, status) => {
    const known = statuses.find((one) => one === status)
    const key = because as Parameters<typeof t.has>[0]
    return t.has(key) ? t(key, { status: known ? words(known).toLowerCase() : status }) : because
  }
}
