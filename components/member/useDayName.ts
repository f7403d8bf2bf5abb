'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useFormat } from '#components/useFormat.ts'
import { useNow } from '#components/useNow.ts'

const DAY_MS = 86_400_000

/** The day of an instant in the workspace's zone: a key for grouping, and "Today, 20 November". */
export function useDayName() {
  const t = useTranslations('members.timeline')
  const locale = useLocale()
  const { timeZone } = useFormat()
  const now = useNow().getTime()
  return useMemo(() => {
    const key = new Intl.DateTimeFormat('en-CA', { timeZone })
    const long = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone })
    const withYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone })
    const dayOf = (at: string | number) => key.format(new Date(at))
    const nameOf = (at: string) => {
      const date = long.format(new Date(at))
      if (dayOf(at) === dayOf(now)) return t('today', { date })
      if (dayOf(at) === dayOf(now - DAY_MS)) return t('yesterday', { date })
      return dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4) ? date : withYear.format(new Date(at))
    }
    return { dayOf, nameOf }
  }, [t, locale, timeZone, now])
}
