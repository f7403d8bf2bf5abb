'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Crumb } from '#components/ui/Crumb.tsx'
import { cx } from '#components/ui/cx.ts'
import { StateDot, type StateTone } from '#components/ui/StateDot.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { JourneyStatus } from '#domain/journey/resource.ts'
import type { JourneyHead as Head } from '#domain/report/page.ts'

export const journeyTones: Record<JourneyStatus, StateTone> = { DRAFT: 'draft', ONGOING: 'ongoing', PAUSED: 'paused', ENDED: 'ended' }

/** The head and tabs of a journey's pages beside the canvas. */
export function JourneyHead({ head, tab, children }: { head: Head; tab: 'report' | 'members'; children?: ReactNode }) {
  const t = useTranslations('report')
  const common = useTranslations('common')
  const { path } = useWorkspace()
  const format = useFormat()
  const at = path(`/journeys/${head.id}`)
  const status = common(`status.${head.status}`)
  return (
    <>
      <header className="flex min-h-15 shrink-0 flex-wrap items-center gap-2 px-6 py-2">
        <Crumb href={path('/journeys')}>{t('journeys')}</Crumb>
        <h1 className="cut max-w-120 text-page font-strong tracking-[-0.01em]" title={head.name}>
          {head.name}
        </h1>
        <StateDot tone={journeyTones[head.status]} className="ml-1">
          {head.version === null ? status : t('version', { status, version: head.version })}
        </StateDot>
        <span className="flex-1" />
        {children}
      </header>
      <nav aria-label={t('tabs.label')} className="flex shrink-0 gap-5 border-b border-line px-6">
        <Tab href={at}>{t('tabs.canvas')}</Tab>
        <Tab href={`${at}/report`} isCurrent={tab === 'report'}>
          {t('tabs.report')}
        </Tab>
        <Tab href={`${at}/members`} isCurrent={tab === 'members'} count={format.number(head.triggered)}>
          {t('tabs.members')}
        </Tab>
      </nav>
    </>
  )
}

function Tab({ href, isCurrent, count, children }: { href: string; isCurrent?: boolean; count?: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      className={cx(
        '-mb-px flex h-9 items-center gap-1.5 border-b-2 font-medium whitespace-nowrap calm hover:text-text',
        isCurrent ? 'border-accent text-text' : 'border-transparent text-text-2',
      )}
    >
      {children}
      {count !== undefined && <span className="num text-small text-text-3">{count}</span>}
    </Link>
  )
}
