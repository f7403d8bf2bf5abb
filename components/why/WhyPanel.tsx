import { Route } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { ApiError } from '#components/api.ts'
import { Finder, type Found } from '#components/forms/Finder.tsx'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { Trace } from '#components/member/TracePanel.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { buttonClass } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Select } from '#components/ui/Input.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Explanation } from '#domain/journey/explanation.ts'
import type { ProgressTrace } from '#domain/member/resource.ts'
import { Eligibility } from './Eligibility.tsx'
import { Messages } from './Messages.tsx'
import { Refusals } from './Refusals.tsx'
import { Triggers } from './Triggers.tsx'
import { useWhy } from './useWhy.ts'
import { VerdictSentence } from './Verdict.tsx'

type Props = { memberId: string; journeyId: string | null; first: Explanation | null; onChoose: (journeyId: string) => void }
const foundSchema = z.object({
  data: z.array(z.object({ id: z.string(), name: z.string(), status: z.enum(['DRAFT', 'ONGOING', 'PAUSED', 'ENDED']) })),
})

/** Why a member is in a journey, or not: in sentences, with what was compared. */
export function WhyPanel({ memberId, journeyId, first, onChoose }: Props) {
  const t = useTranslations('members.why')
  const common = useTranslations('common')
  const { api, slug } = useWorkspace()
  const { data, error, refetch } = useWhy(memberId, journeyId, first)
  const find = async (q: string, signal: AbortSignal): Promise<Found[]> => {
    const { data: found } = await api('/journeys', foundSchema, { query: { q, limit: 20 }, signal })
    return found.map(({ id, name, status }) => ({ id, name, note: common(`status.${status}`) }))
  }
  const finder = (
    <Finder
      label={t('find')}
      text={data?.journey.name ?? t('choose')}
      icon={<Route />}
      queryKey={[slug, 'journeys', 'why']}
      find={find}
      chosen={journeyId}
      onPick={({ id }) => onChoose(id)}
    />
  )
  if (journeyId === null)
    return (
      <EmptyState icon={<Route />} title={t('title')} actions={finder}>
        {t('lead')}
      </EmptyState>
    )
  return (
    <div className="h-full min-h-0 overflow-y-auto">
      <div className="flex min-w-0 items-center gap-2 px-6 pt-4">
        <span className="shrink-0 text-text-2">{t('of')}</span>
        {finder}
        {data?.passages.length === 0 && <ToJourney id={data.journey.id} />}
      </div>
      {error && !data ? (
        <LoadFailure
          className="m-6"
          title={error instanceof ApiError && error.status === 404 ? t('gone') : t('failed')}
          error={error}
          onRetry={refetch}
        />
      ) : data ? (
        <Answer key={data.journey.id} explanation={data} />
      ) : (
        <Waiting />
      )}
    </div>
  )
}

function ToJourney({ id }: { id: string }) {
  const t = useTranslations('members.trace')
  const { path } = useWorkspace()
  return (
    <Link href={path(`/journeys/${id}`)} className={buttonClass({ look: 'ghost' })}>
      {t('onCanvas')}
    </Link>
  )
}

const Waiting = () => (
  <div aria-hidden className="grid gap-5 px-6 py-5">
    {['w-72', 'w-96', 'w-56', 'w-80', 'w-64'].map((width) => (
      <Skeleton key={width} className={width} />
    ))}
  </div>
)

function Answer({ explanation }: { explanation: Explanation }) {
  const beside = explanation.passages.length > 0 && 'roomy:grid-cols-[minmax(0,1fr)_minmax(0,480px)]'
  return (
    <div className={cx('grid grid-cols-1 gap-x-8 gap-y-2 px-6 pt-3 pb-8', beside || 'max-w-190')}>
      <div className="min-w-0">
        <VerdictSentence explanation={explanation} />
        <Triggers explanation={explanation} />
        <Refusals explanation={explanation} />
        <Eligibility explanation={explanation} />
      </div>
      <div className="min-w-0">
        <Passages passages={explanation.passages} />
        <Messages explanation={explanation} />
      </div>
    </div>
  )
}

/** The passages, one at a time, node by node. */
function Passages({ passages }: { passages: readonly ProgressTrace[] }) {
  const t = useTranslations('members.why')
  const status = useTranslations('members.trace.status')
  const format = useFormat()
  const [asked, setAsked] = useState<string | null>(null)
  const shown = passages.find(({ id }) => id === asked) ?? passages[0]
  if (!shown) return null
  return (
    <section aria-label={t('passage')} className="mt-3 rounded-r3 border border-line bg-surface-sunk px-4 py-3.5">
      {passages.length > 1 && (
        <Select small aria-label={t('passage')} className="mb-2.5" value={shown.id} onChange={(event) => setAsked(event.target.value)}>
          {passages.map(({ id, enteredAt, status: state }, place) => (
            <option key={id} value={id}>
              {t('passageOf', { number: passages.length - place, time: format.dateTime(enteredAt), status: status(state) })}
            </option>
          ))}
        </Select>
      )}
      <Trace trace={shown} />
    </section>
  )
}
