'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useNow } from '#components/useNow.ts'
import type { Text } from '#domain/text.ts'
import type { Duration } from '#domain/time/duration.ts'
import { useMaybeWorkspace } from './shell/workspace.tsx'

type Instant = string | number | Date

/** Numbers, shares, money and instants, by locale and in the workspace's zone. */
export function useFormat() {
  const locale = useLocale()
  const workspace = useMaybeWorkspace()
  const timeZone = workspace?.timeZone ?? 'UTC'
  const currency = workspace?.currency ?? 'USD'
  return useMemo(() => formats(locale, timeZone, currency), [locale, timeZone, currency])
}

function formats(locale: string, timeZone: string, currency: string) {
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const dates = {
    date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone }),
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone }),
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }),
    dateTime: new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    }),
    full: new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
      timeZone,
    }),
  }
  const of = (kind: keyof typeof dates) => (at: Instant) => dates[kind].format(new Date(at))
  return {
    timeZone,
    number: (value: number) => number.format(value),
    /** Not measured is an en dash; zero is 0. */
    numberOrDash: (value: number | null | undefined) => (value == null ? '–' : number.format(value)),
    /** A share of 0 to 1, with one decimal. */
    percent: (share: number | null) => (share === null || !Number.isFinite(share) ? '–' : percent.format(share)),
    money: (amount: number | string, code = currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency: code, maximumFractionDigits: Number(amount) >= 1_000 ? 0 : 2 }).format(
        Number(amount),
      ),
    date: of('date'),
    day: of('day'),
    time: of('time'),
    dateTime: of('dateTime'),
    /** With seconds and zone: for titles on hover. */
    full: of('full'),
    isSameDay: (one: Instant, other: Instant) => dates.date.format(new Date(one)) === dates.date.format(new Date(other)),
  }
}

/** "4 min ago", "today, 08:15", "yesterday", "12 Nov", refreshed every half minute. */
export function useWhen(): (at: Instant) => string {
  const t = useTranslations('common')
  const format = useFormat()
  const now = useNow()
  return (at) => {
    const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / 60_000)
    if (minutes < 1) return t('justNow')
    if (minutes < 60) return t('minutesAgo', { count: minutes })
    if (format.isSameDay(at, now)) return t('todayAt', { time: format.time(at) })
    if (format.isSameDay(at, now.getTime() - 86_400_000)) return t('yesterday')
    return minutes < 60 * 24 * 300 ? format.day(at) : format.date(at)
  }
}

/** A sentence of the domain (a key with values) in words. */
export function useText(): (text: Text) => string {
  const t = useTranslations()
  return (text) => t(text.key, text.values)
}

const units = ['months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const

/** "2 days, 6 hours". */
export function useDuration(): (duration: Duration) => string {
  const t = useTranslations('common')
  return (duration) =>
    units
      .filter((unit) => duration[unit])
      .map((unit) => t(`duration.${unit}`, { count: duration[unit] ?? 0 }))
      .join(', ') || t('duration.minutes', { count: 0 })
}
