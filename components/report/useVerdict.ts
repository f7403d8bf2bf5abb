'use client'
import { useTranslations } from 'next-intl'
import { useDuration, useFormat } from '#components/useFormat.ts'
import type { Experiment } from '#domain/experiment/resource.ts'
import { useArmName } from './useArmName.ts'

/** What the figures of an experiment say, and how they are looked at, as sentences. */
export function useVerdict() {
  const t = useTranslations('report.experiments')
  const format = useFormat()
  const duration = useDuration()
  const nameOf = useArmName()
  const chance = (pValue: number | null) => (pValue === null ? 'none' : pValue < 0.001 ? '< 0.001' : `= ${pValue.toFixed(3)}`)
  return {
    says: ({ verdict, winner }: Experiment): string => {
      switch (verdict.is) {
        case 'goal_missing':
        case 'due':
          return t(`says.${verdict.is}`)
        case 'collecting':
          return t('says.collecting', { least: verdict.least, sample: verdict.sample })
        case 'no_difference':
        case 'taken_back':
          return t(`says.${verdict.is}`, { sample: verdict.sample, p: chance(verdict.pValue) })
        case 'none_better':
          return t('says.none_better', { p: chance(verdict.pValue) })
        case 'better':
          return t('says.better', { arm: nameOf(verdict.arm), p: chance(verdict.pValue) })
        case 'decided': {
          const at = winner ? format.dateTime(winner.decidedAt) : ''
          return t(verdict.by === 'hand' ? 'says.chosen' : 'says.won', { arm: nameOf(verdict.arm), at, p: chance(verdict.pValue) })
        }
      }
    },
    asks: ({ goal, isJourneyGoal, control, confidence }: Experiment): string => {
      if (!goal) return ''
      const against = control === null ? t('againstOthers') : t('againstControl', { arm: nameOf(control) })
      const values = { event: goal.event, within: duration(goal.within), confidence: format.percent(confidence), against }
      return t(isJourneyGoal ? 'asksJourney' : 'asks', values)
    },
  }
}
