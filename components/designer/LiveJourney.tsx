'use client'
import { useTranslations } from 'next-intl'
import { useWords } from '#components/report/useWords.ts'
import { StateDot, type StateTone } from '#components/ui/StateDot.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Report } from '#domain/report/shape.ts'

const tones: Record<Report['journey']['outcomes'][number]['status'], StateTone> = { ENDED: 'ended', CANCELED: 'held', ERROR: 'error' }

/** How passages came to their end, shown while no node is selected. */
export function LiveJourney({ report }: { report: Report | null }) {
  const t = useTranslations('designer.live')
  const format = useFormat()
  const words = useWords()
  const outcomes = [...(report?.journey.outcomes ?? [])].sort((a, b) => b.count - a.count)
  const over = outcomes.reduce((sum, outcome) => sum + outcome.count, 0)
  return (
    <>
      <div className="flex h-14 shrink-0 items-center px-4">
        <h2 className="text-title font-strong">{t('outcomes')}</h2>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line p-4">
        {outcomes.length === 0 && <p className="text-text-2">{t('noOutcomes')}</p>}
        <dl className="num grid gap-2">
          {outcomes.map((outcome) => (
            <div key={`${outcome.status}-${outcome.reason}`} className="grid grid-cols-[minmax(0,1fr)_auto_52px] gap-2">
              <dt className="min-w-0">
                <StateDot tone={tones[outcome.status]} className="max-w-full">
                  <span className="cut" title={words.fate(outcome)}>
                    {words.fate(outcome)}
                  </span>
                </StateDot>
              </dt>
              <dd>{format.number(outcome.count)}</dd>
              <dd className="text-right text-text-2">{format.percent(over > 0 ? outcome.count / over : null)}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-small text-text-3">{t('pick')}</p>
      </div>
    </>
  )
}
