import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useNodeName } from '#components/report/NodeName.tsx'
import { useWords } from '#components/report/useWords.ts'
import { StateDot, type StateTone } from '#components/ui/StateDot.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Explanation } from '#domain/journey/explanation.ts'
import { type Obstacle, type Verdict, verdictOf } from '#domain/journey/verdict.ts'
import { Compared } from './Few.tsx'
import { useBecause } from './useBecause.ts'

const tones: Record<Verdict['stands'], StateTone> = {
  inside: 'waiting',
  error: 'error',
  over: 'ended',
  never: 'idle',
  nowhere_live: 'draft',
}

/** The answer, in a sentence or two; under it what was compared last. */
export function VerdictSentence({ explanation }: { explanation: Explanation }) {
  const t = useTranslations('members.why')
  const verdict = verdictOf(explanation)
  const obstacle = verdict.stands === 'over' || verdict.stands === 'never' ? verdict.obstacle : null
  return (
    <section aria-label={t('answer')} className="py-3">
      <StateDot tone={tones[verdict.stands]}>{t(`stands.${verdict.stands}`)}</StateDot>
      <p className="mt-1 max-w-160 text-title">
        <Standing verdict={verdict} />
      </p>
      {obstacle && <ObstacleSentence obstacle={obstacle} explanation={explanation} />}
    </section>
  )
}

const strong = { b: (children: ReactNode) => <b className="font-strong">{children}</b> }

function Standing({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('members.why')
  const format = useFormat()
  const words = useWords()
  const nameOf = useNodeName()
  if (verdict.stands === 'nowhere_live') return t('nowhereLive')
  if (verdict.stands === 'never') return t('never')
  const { passage, times } = verdict
  const entered = format.dateTime(passage.enteredAt)
  if (verdict.stands === 'inside') {
    const node = passage.node ? nameOf(passage.node) : ''
    const until = passage.dueAt ? format.dateTime(passage.dueAt) : null
    return t.rich(until ? 'insideUntil' : 'inside', { ...strong, node, entered, until: until ?? '' })
  }
  const reason = words.reason(passage.reason ?? '')
  return t.rich(verdict.stands === 'error' ? 'error' : 'over', { ...strong, times, entered, reason, has: reason === '' ? 'no' : 'yes' })
}

function ObstacleSentence({ obstacle, explanation }: { obstacle: Obstacle; explanation: Explanation }) {
  const t = useTranslations('members.why.obstacle')
  const format = useFormat()
  const becauseOf = useBecause()
  if (obstacle.is === 'no_listener') return <p className="mt-1 max-w-160 text-text-2">{t('no_listener')}</p>
  if (obstacle.is === 'no_event')
    return (
      <p className="mt-1 max-w-160 text-text-2">{t.rich('no_event', { ...strong, names: new Intl.ListFormat().format(obstacle.names) })}</p>
    )
  const { event, because, saw } = obstacle.event
  return (
    <>
      <p className="mt-1 max-w-160 text-text-2">
        {t.rich(obstacle.is, {
          ...strong,
          name: event.name,
          time: format.dateTime(event.at),
          because: because ? becauseOf(because, explanation.journey.status) : '',
        })}
      </p>
      <Compared saw={saw.filter(({ held }) => !held)} />
    </>
  )
}
