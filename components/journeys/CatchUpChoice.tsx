'use client'
import { useQueries } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { definedOf } from '#components/nodes/settings.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import type { CatchUp } from '#domain/journey/catchUp.ts'
import { parkedSchema } from '#domain/journey/resource.ts'
import { windowMs } from '#domain/time/zone.ts'
import type { Named } from './useLifecycle.ts'

type Props = { journeys: readonly Named[]; value: CatchUp; onChange: (value: CatchUp) => void }

/** What becomes of those whose time came during the pause; each way counts whom it concerns. */
export function CatchUpChoice({ journeys, value, onChange }: Props) {
  const t = useTranslations('journeys.catchUp')
  const { parked, older } = useParked(journeys, value)
  const setMode = (mode: CatchUp['mode']) => {
    if (mode === 'spread') onChange({ mode, over: { hours: 2 } })
    else onChange(mode === 'skip_older' ? { mode, than: { days: 1 } } : { mode })
  }
  if (parked === null || parked === 0) return <p className="text-text-2">{parked === 0 ? t('nobody') : t('counting')}</p>
  return (
    <>
      <p className="mb-3">{t('parked', { count: parked })}</p>
      <RadioGroup
        label={t('label')}
        value={value.mode}
        onChange={setMode}
        options={[
          { value: 'all_now', label: t('allNow'), hint: t('allNowHint', { count: parked }) },
          { value: 'spread', label: t('spread'), hint: t('spreadHint') },
          { value: 'skip_older', label: t('skipOlder'), hint: t('skipOlderHint') },
        ]}
      />
      {value.mode === 'spread' && (
        <div className="mt-3 flex items-center gap-3 pl-6">
          <DurationInput label={t('spread')} value={value.over} onChange={(over) => onChange({ mode: 'spread', over: definedOf(over) })} />
        </div>
      )}
      {value.mode === 'skip_older' && (
        <div className="mt-3 grid gap-2 pl-6">
          <DurationInput
            label={t('skipOlder')}
            value={value.than}
            onChange={(than) => onChange({ mode: 'skip_older', than: definedOf(than) })}
          />
          <p className="text-small text-text-2" role="status">
            {older === null ? t('counting') : t('skipped', { count: older, rest: parked - older })}
          </p>
        </div>
      )}
    </>
  )
}

const SECOND = 1_000
/** Summed over the journeys; null until it is known. */
function useParked(journeys: readonly Named[], value: CatchUp): { parked: number | null; older: number | null } {
  const { api, slug } = useWorkspace()
  const seconds = value.mode === 'skip_older' ? Math.round(windowMs(value.than) / SECOND) : null
  const query = seconds === null ? '' : `?olderThanSeconds=${seconds}`
  const answers = useQueries({
    queries: journeys.map(({ id }) => ({
      queryKey: [slug, 'journeys', id, 'parked', seconds],
      queryFn: () => api(`/journeys/${id}/parked${query}`, parkedSchema),
      staleTime: 0,
      placeholderData: (before: { parked: number; older: number; at: string; oldestAt: string | null } | undefined) => before,
    })),
  })
  const known = answers.flatMap(({ data }) => (data ? [data] : []))
  if (known.length < journeys.length) return { parked: null, older: null }
  const sum = (of: 'parked' | 'older') => known.reduce((total, one) => total + one[of], 0)
  return { parked: sum('parked'), older: answers.some(({ isPlaceholderData }) => isPlaceholderData) ? null : sum('older') }
}
