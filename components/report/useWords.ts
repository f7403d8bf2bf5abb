'use client'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { stops } from '#domain/report/shape.ts'
import type { Fate } from '#domain/report/view.ts'

/** What is known of the node that an outlet is of; `names` are those of its settings. */
type Of = { kind: string; names: { readonly [outlet: string]: string } }

/** Outlets, ends and reasons in words; what an author wrote stays as written. */
export function useWords() {
  const report = useTranslations('report')
  const nodes = useTranslations('nodes')
  const sending = useTranslations('sending.reason')
  return useMemo(() => {
    const reason = (text: string) => {
      if (!/^[a-z_]+$/.test(text)) return text
      const key = `fates.reason.${text}` as Parameters<typeof report>[0]
      if (report.has(key)) return report(key)
      // A call that failed says why as a message does.
      return sending.has(text as 'no_address') ? sending(text as 'no_address') : text
    }
    return {
      reason,
      /** By itself, as in a legend. */
      stop: (stop: (typeof stops)[number]) => raised(report(`nodes.end.${stop}`)),
      /** In the midst of a sentence. */
      outlet: (outlet: string, of?: Of) => {
        if (outlet.startsWith('!')) {
          const end = `nodes.end.${outlet.slice(1)}` as Parameters<typeof report>[0]
          return report.has(end) ? report(end) : outlet
        }
        if (of && Object.hasOwn(of.names, outlet)) return of.names[outlet] ?? outlet
        const keys = [...(of ? [`${of.kind}.outlets.${outlet}`] : []), `outlet.${outlet}`] as Parameters<typeof nodes>[0][]
        const key = keys.find((one) => nodes.has(one))
        return key ? lowered(nodes(key)) : outlet
      },
      fate: ({ status, reason: why }: Pick<Fate, 'status' | 'reason'>) => {
        if (status === 'OPEN') return report('fates.open')
        if (status === 'ENDED') return why === '' ? report('fates.exit') : reason(why)
        const word = report(status === 'CANCELED' ? 'fates.canceled' : 'fates.error')
        return why === '' ? word : report('fates.withReason', { status: word, reason: reason(why) })
      },
    }
  }, [report, nodes, sending])
}

const raised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
/** Letters of arms and abbreviations stay as they are: A, SMS. */
const lowered = (word: string) => (word === word.toUpperCase() ? word : word.charAt(0).toLowerCase() + word.slice(1))
