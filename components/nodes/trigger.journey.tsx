'use client'
import { Route } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Chips } from '#components/forms/Chips.tsx'
import { JourneyPicker } from '#components/forms/pickers.tsx'
import { useJourneys } from '#components/forms/useCatalogue.ts'
import { Switch } from '#components/ui/Checkbox.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { textsIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.triggerJourney')
  const { rows } = useJourneys()
  const nameOf = (id: string) => rows.find((one) => one.id === id)?.name ?? t('unnamed', { id })
  const chosen = textsIn(settings, 'journeys')
  const isLimited = Array.isArray(settings.journeys)
  const limit = (next: string[]) => onChange({ ...settings, journeys: next })
  return (
    <Section title={t('title')}>
      <p className="mb-3 text-small text-text-3">{t('hint')}</p>
      <Switch
        label={t('limited')}
        checked={isLimited}
        onChange={(on) => {
          const { journeys: _, ...rest } = settings
          onChange(on ? { ...rest, journeys: [] } : rest)
        }}
      />
      {isLimited && (
        <div className="mt-3">
          <Chips label={t('limited')} value={chosen} onChange={limit} nameOf={nameOf}>
            {(add) => <JourneyPicker label={t('add')} value="" except={chosen} onChange={add} />}
          </Chips>
        </div>
      )}
      <FieldProblem>{problemAt('/journeys')}</FieldProblem>
    </Section>
  )
}

export const triggerJourneyFace: NodeFace = { icon: Route, shape: 'trigger', Inspector }
