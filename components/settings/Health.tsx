'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Stethoscope } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState, Failure } from '#components/ui/EmptyState.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import { type DoctorResource, doctorSchema } from '#domain/operations/doctor.ts'
import { ListHead } from './ListHead.tsx'

const RUNNING_MS = 1_000
const RESTING_MS = 60_000

/** What the nightly examination found, and one now: how far it is, which may be left and come back to. */
export function Health({ first }: { first: DoctorResource }) {
  const t = useTranslations('settings.health')
  const { api, slug } = useWorkspace()
  const queries = useQueryClient()
  const queryKey = [slug, 'doctor']
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api('/doctor', doctorSchema, { signal }),
    initialData: first,
    refetchInterval: ({ state }) => (state.data?.running ? RUNNING_MS : RESTING_MS),
  })
  const run = useMutation({
    mutationFn: () => api('/doctor', doctorSchema, { method: 'POST' }),
    onSuccess: (standing) => queries.setQueryData(queryKey, standing),
  })
  const { last, running } = data
  const failure = run.error ?? error
  const start = (
    <Button
      look={last ? 'primary' : 'plain'}
      icon={<Stethoscope />}
      disabled={running !== null || run.isPending}
      onClick={() => run.mutate()}
    >
      {t('run')}
    </Button>
  )
  return (
    <>
      <ListHead lead={t('lead')}>{(last || running) && start}</ListHead>
      {failure && <Failure title={failure.message} className="mb-4" />}
      {running && <Progress running={running} />}
      {last && <Findings last={last} />}
      {!last && !running && (
        <EmptyState icon={<Stethoscope />} title={t('never.title')} actions={start}>
          {t('never.body')}
        </EmptyState>
      )}
    </>
  )
}

function Progress({ running: { beganAt, done, steps } }: { running: NonNullable<DoctorResource['running']> }) {
  const t = useTranslations('settings.health')
  const format = useFormat()
  const share = steps === 0 ? 0 : Math.min(1, done / steps)
  return (
    <div className="mb-5 max-w-150 rounded-r3 border border-line p-4">
      <p className="flex items-baseline gap-2">
        <span className="flex-1">{beganAt ? t('running') : t('asked')}</span>
        {beganAt && <span className="num text-small text-text-2">{format.percent(share)}</span>}
      </p>
      <progress
        aria-label={t('progress')}
        max={1}
        value={share}
        className="mt-2 block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-surface-sunk [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-sunk [&::-webkit-progress-value]:bg-accent"
      />
      <p className="mt-2 text-small text-text-3">{t('leave')}</p>
    </div>
  )
}

const known = ['passages', 'their timers', 'subscriptions', 'members', 'counts'] as const

function Findings({ last }: { last: NonNullable<DoctorResource['last']> }) {
  const t = useTranslations('settings.health')
  const format = useFormat()
  const when = useWhen()
  const ill = last.findings.filter(({ isWell }) => !isWell).length
  return (
    <section aria-label={t('found')} className="pb-6">
      <div className="flex items-baseline gap-3 pb-2">
        <StateDot tone={ill === 0 ? 'ok' : 'error'}>{ill === 0 ? t('allWell') : t('notWell', { count: ill })}</StateDot>
        <span className="text-small text-text-3" title={format.full(last.at)}>
          {t('lookedAt', { when: when(last.at), seconds: format.number(Math.max(0.1, Math.round(last.tookMs / 100) / 10)) })}
        </span>
      </div>
      <Table aria-label={t('found')}>
        <thead>
          <tr>
            <Th className="w-56">{t('what')}</Th>
            <Th>{t('says')}</Th>
          </tr>
        </thead>
        <tbody>
          {last.findings.map(({ what, isWell, says }) => {
            const name = known.find((one) => one === what)
            return (
              <Tr key={what}>
                <Td className="align-top">
                  <span className="flex h-row items-center">
                    <StateDot tone={isWell ? 'ok' : 'error'}>{name ? t(`of.${name}`) : what}</StateDot>
                  </span>
                </Td>
                <Td className="py-2 text-text-2">{says}</Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
    </section>
  )
}
