'use client'
import { Route } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useJourneyCatalogue } from '#components/forms/useCatalogue.ts'
import { Checkbox, Switch } from '#components/ui/Checkbox.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { textsIn } from './settings.ts'

function Inspector({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.triggerJourney')
  const journeys = useJourneyCatalogue()?.data ?? []
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
        <div className="mt-3 grid max-h-60 gap-1.5 overflow-y-auto">
          {journeys.map(({ id, name }) => (
            <Checkbox
              key={id}
              showLabel
              label={name}
              checked={chosen.includes(id)}
              onChange={(on) => limit(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
          ))}
        </div>
      )}
      <FieldProblem>{problemAt('/journeys')}</FieldProblem>
    </Section>
  )
}

export const triggerJourneyFace: NodeFace = { icon: Route, shape: 'trigger', Inspector }
