'use client'
import { useTranslations } from 'next-intl'
import { progressTones } from '#components/member/TracePanel.tsx'
import { TraceVisit } from '#components/member/TraceVisit.tsx'
import { Section } from '#components/nodes/Section.tsx'
import { useWords } from '#components/report/useWords.ts'
import { Select } from '#components/ui/Input.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Graph } from '#domain/journey/document.ts'
import type { PathPassage } from '#domain/simulate/result.ts'
import { visitsOf } from './visits.ts'

type Props = { passages: readonly PathPassage[]; at: number; onAt: (at: number) => void; graph: Graph }

/** One member's way: each node with what its decision saw. With several passages, one is chosen. */
export function SimulatedWays({ passages, at, onAt, graph }: Props) {
  const t = useTranslations('designer.simulate')
  const status = useTranslations('members.trace.status')
  const format = useFormat()
  const words = useWords()
  const passage = passages[at]
  if (!passage)
    return (
      <Section title={t('steps')}>
        <p className="text-text-2">{t('neverEntered')}</p>
      </Section>
    )
  const visits = visitsOf(passage, graph.nodes)
  const around = { status: passage.status, nodeKey: passage.node, dueAt: null }
  return (
    <Section title={t('steps')} aside={<StateDot tone={progressTones[passage.status]}>{status(passage.status)}</StateDot>}>
      {passages.length > 1 && (
        <Select aria-label={t('passage')} className="mb-3 w-full" value={at} onChange={({ target }) => onAt(Number(target.value))}>
          {passages.map((one, place) => (
            <option key={place} value={place}>
              {t('passageOf', { number: place + 1, event: one.event, at: format.dateTime(one.enteredAt) })}
            </option>
          ))}
        </Select>
      )}
      <p className="mb-3 text-text-2">
        {t('entered', { event: passage.event, at: format.dateTime(passage.enteredAt) })}
        {passage.node === null && passage.reason ? ` ${t('ended', { reason: words.reason(passage.reason) })}` : ''}
      </p>
      <ol aria-label={t('steps')}>
        {visits.map((visit, place) => (
          <TraceVisit key={visit.number} visit={visit} trace={around} isLast={place === visits.length - 1} />
        ))}
      </ol>
    </Section>
  )
}
