'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { cx } from '#components/ui/cx.ts'
import { segmentClass } from '#components/ui/Tabs.tsx'
import type { JourneyResource } from '#domain/journey/resource.ts'

type Look = 'edit' | 'live' | 'simulate' | 'report'
type Props = { journey: Pick<JourneyResource, 'id' | 'version'>; mode: Look; onMode?: (mode: 'edit' | 'live' | 'simulate') => void }

/** Edit, Live, Simulate and Report of one journey. On the designer the first three change places without leaving the page. */
export function ModeSwitch({ journey, mode, onMode }: Props) {
  const t = useTranslations('designer.mode')
  const { path } = useWorkspace()
  const base = path(`/journeys/${journey.id}`)
  const looks: { look: Look; href: string }[] = [
    { look: 'edit', href: base },
    { look: 'live', href: `${base}?mode=live` },
    { look: 'simulate', href: `${base}?mode=simulate` },
    { look: 'report', href: `${base}/report` },
  ]
  return (
    <nav
      aria-label={t('label')}
      className="inline-flex shrink-0 rounded-[8px] border border-line bg-surface-sunk p-0.5 roomy:absolute roomy:left-1/2 roomy:-translate-x-1/2"
    >
      {looks.map(({ look, href }) =>
        (look === 'live' || look === 'report') && journey.version === null ? (
          <span key={look} aria-disabled title={t('afterPublishing')} className={cx(segmentClass, 'opacity-55')}>
            {t(look)}
          </span>
        ) : (
          <Link
            key={look}
            href={href}
            aria-current={look === mode ? 'page' : undefined}
            className={segmentClass}
            onClick={(event) => {
              if (look === 'report' || !onMode || event.metaKey || event.ctrlKey) return
              event.preventDefault()
              onMode(look)
            }}
          >
            {t(look)}
          </Link>
        ),
      )}
    </nav>
  )
}
