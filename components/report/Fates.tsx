'use client'
import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import { useFormat } from '#components/useFormat.ts'
import type { Fate } from '#domain/report/view.ts'
import { Panel } from './Panel.tsx'
import { useWords } from './useWords.ts'

/** Ends in the colours of the chart, in their order; what is still open, canceled and in error has its own. */
const endTints = ['bg-chart-2', 'bg-chart-1', 'bg-idle-solid', 'bg-chart-5']
const tints = { OPEN: 'bg-chart-3', CANCELED: 'bg-chart-4', ERROR: 'bg-bad-solid' } as const

/** What became of those who entered, as bars with their numbers. */
export function Fates({ fates }: { fates: readonly Fate[] }) {
  const t = useTranslations('report.fates')
  const format = useFormat()
  const words = useWords()
  const most = Math.max(1, ...fates.map((fate) => fate.count))
  return (
    <Panel title={t('title')} className="flex flex-col">
      {fates.length === 0 && <p className="px-4 pb-4 text-text-2">{t('none')}</p>}
      <ul className="grid max-h-62 gap-2 overflow-y-auto px-4 pb-3.5">
        {fates.map((fate, index) => {
          const name = words.fate(fate)
          return (
            <li key={`${fate.status} ${fate.reason}`}>
              <div className="flex items-center gap-2">
                <span className="cut flex-1" title={name}>
                  {name}
                </span>
                <span className="num font-medium">{format.number(fate.count)}</span>
                <span className="num w-12 text-right text-text-2">{format.percent(fate.share)}</span>
              </div>
              <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full bg-idle-soft">
                <div
                  className={cx(
                    'h-full min-w-0.5 rounded-full',
                    fate.status === 'ENDED' ? (endTints[index] ?? 'bg-chart-5') : tints[fate.status],
                  )}
                  style={{ width: `${(fate.count / most) * 100}%` }}
                />
              </div>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
