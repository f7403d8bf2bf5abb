'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useNow } from '#components/useNow.ts'

const DAY_MS = 86_400_000

/** "Held until 08:00 Asia/Tokyo: quiet hours.", in the zone that it was reckoned in; with the day where that is not near. */
export function useHeld(): (reason: string | null, held: { until: string; timeZone: string }) => string {
  const t = useTranslations('sending.held')
  const locale = useLocale()
  const now = useNow()
  return (reason, { until, timeZone }) => {
    const at = new Date(until)
    const isNear = Math.abs(at.getTime() - now.getTime()) < DAY_MS
    const day = isNear ? {} : ({ day: 'numeric', month: 'short' } as const)
    const format = new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
    const key = reason as Parameters<typeof t.has>[0]
    return t(reason && t.has(key) ? key : 'other', { time: `${format.format(at)} ${timeZone}` })
  }
}
