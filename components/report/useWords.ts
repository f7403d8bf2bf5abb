'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Fate } from '#domain/report/view.ts'

const ends = { '!ended': 'ended', '!canceled': 'canceled', '!error': 'error' } as const

/** Outlets, ends and reasons in words; what an author wrote stays as written. */
export function useWords() {
  const report = useTranslations('report')
  const nodes = useTranslations('nodes')
  return useMemo(() => {
    const reason = (text: string) => {
      const key = `fates.reason.${text}` as Parameters<typeof report>[0]
      return /^[a-z_]+$/.test(text) && report.has(key) ? report(key) : text
    }
    return {
      reason,
      outlet: (outlet: string) => {
        const end = Object.entries(ends).find(([key]) => key === outlet)?.[1]
        if (end) return report(`nodes.end.${end}`)
        const key = `outlet.${outlet}` as Parameters<typeof nodes>[0]
        return nodes.has(key) ? nodes(key).toLowerCase() : outlet
      },
      fate: ({ status, reason: why }: Pick<Fate, 'status' | 'reason'>) => {
        if (status === 'OPEN') return report('fates.open')
        if (status === 'ENDED') return why === '' ? report('fates.exit') : reason(why)
        const word = report(status === 'CANCELED' ? 'fates.canceled' : 'fates.error')
        return why === '' ? word : report('fates.withReason', { status: word, reason: reason(why) })
      },
    }
  }, [report, nodes])
}
