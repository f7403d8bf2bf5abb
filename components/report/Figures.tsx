'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { cx } from '#components/ui/cx.ts'
import { useFormat } from '#components/useFormat.ts'
import type { Figures as Values } from '#domain/report/view.ts'
import { useNodeName } from './NodeName.tsx'

type Props = { figures: Values; before: string | null; journeyId: string }

/** The row of figures under the tabs; `before` names the time compared with. */
export function Figures({ figures, before, journeyId }: Props) {
  const t = useTranslations('report.figure')
  const format = useFormat()
  const nameOf = useNodeName()
  const { path } = useWorkspace()
  const members = path(`/journeys/${journeyId}/members`)
  const { entered, ended, sent, opened, inProgress, errors } = figures
  const change =
    entered.change === null
      ? null
      : `${entered.change > 0 ? '+' : entered.change < 0 ? '−' : ''}${format.percent(Math.abs(entered.change))}`
  return (
    <dl className="grid grid-cols-3 divide-line rounded-r3 border border-line roomy:grid-cols-6 [&>div]:border-line [&>div:nth-child(n+4)]:border-t roomy:[&>div:nth-child(n+4)]:border-t-0 [&>div:not(:nth-child(3n+1))]:border-l roomy:[&>div:nth-child(n+2)]:border-l">
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
