'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { cx } from '#components/ui/cx.ts'
import { useFormat } from '#components/useFormat.ts'
import type { Figures as Values } from '#domain/report/view.ts'
import { useNodeName } from './NodeName.tsx'

type Props = { figures: Values; before: string | null; journeyId: string; goal: string | null }

/** The row of figures under the tabs; `before` names the time compared with, `goal` the event that the journey is for. */
export function Figures({ figures, before, journeyId, goal }: Props) {
  const t = useTranslations('report.figure')
  const format = useFormat()
  const nameOf = useNodeName()
  const { path } = useWorkspace()
  const members = path(`/journeys/${journeyId}/members`)
  const { entered, ended, converted, sent, opened, inProgress, errors } = figures
  const change =
    entered.change === null
      ? null
      : `${entered.change > 0 ? '+' : entered.change < 0 ? '−' : ''}${format.percent(Math.abs(entered.change))}`
  // As long as a journey has a goal it is shown, and while conversions are counted of one it had.
  const hasGoal = goal !== null || converted.count > 0
  return (
    <dl
      className={cx(
        'grid overflow-clip rounded-r3 border border-line bg-line gap-px [&>div]:bg-surface',
        hasGoal ? 'grid-cols-4 roomy:grid-cols-7 [&>div:last-child]:max-roomy:col-span-2' : 'grid-cols-3 roomy:grid-cols-6',
      )}
    >
      <Figure name={t('entered')} value={format.number(entered.count)}>
        {before &&
          (change ? (
            <span className={(entered.change ?? 0) > 0 ? 'text-good-text' : ''}>{t('change', { change, before })}</span>
          ) : (
            t('noChange')
          ))}
      </Figure>
      <Figure name={t('ended')} value={format.number(ended.count)}>
        {ended.share !== null && t('endedShare', { share: format.percent(ended.share) })}
      </Figure>
      {hasGoal && (
        <Figure name={goal ? t('goal', { goal }) : t('goalAny')} value={format.number(converted.count)}>
          {[
            converted.share !== null && t('convertedShare', { share: format.percent(converted.share) }),
            converted.revenue && t('revenue', { money: format.money(converted.revenue.amount, converted.revenue.currency) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Figure>
      )}
      <Figure name={t('sent')} value={format.number(sent.count)}>
        {sent.perEntry !== null && t('perEntry', { count: sent.perEntry.toFixed(2) })}
      </Figure>
      <Figure name={t('opened')} value={format.number(opened.count)}>
        {opened.share !== null && t('openedShare', { share: format.percent(opened.share) })}
      </Figure>
      <Figure name={t('inProgress')} value={format.number(inProgress.count)}>
        {inProgress.most ? (
          <Link href={`${members}?status=open&node=${inProgress.most.node.key}`} className="hover:text-text hover:underline">
            {t('mostAt', { count: format.number(inProgress.most.count), node: nameOf(inProgress.most.node) })}
          </Link>
        ) : (
          t('nobody')
        )}
      </Figure>
      <Figure name={t('errors')} value={format.number(errors.count)} bad={errors.count > 0}>
        {errors.count > 0 ? (
          <Link href={`${members}?status=ERROR`} className="underline">
            {t('toLookAt')}
          </Link>
        ) : (
          t('none')
        )}
      </Figure>
    </dl>
  )
}

function Figure({ name, value, bad, children }: { name: string; value: string; bad?: boolean; children?: ReactNode }) {
  return (
    <div className="min-w-0 px-4 pt-3 pb-2.75">
      <dt className="text-small text-text-2">{name}</dt>
      <dd className={cx('num text-figure font-strong tracking-[-0.02em]', bad && 'text-bad-text')}>{value}</dd>
      <dd className={cx('num cut min-h-4 text-small', bad ? 'text-bad-text' : 'text-text-2')}>{children}</dd>
    </div>
  )
}
