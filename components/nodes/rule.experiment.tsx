'use client'
import { FlaskConical } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { CHANCE, HOLDOUT, SAMPLE } from '#domain/experiment/bounds.ts'
import { outletsOfArms } from '#domain/nodes/arms.ts'
import { ArmsField } from './ArmsField.tsx'
import { ExperimentGoal } from './ExperimentGoal.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { numberIn, textIn } from './settings.ts'

function Inspector(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const t = useTranslations('designer.experimentNode')
  const by = settings.goal === 'journey' ? 'journey' : 'event'
  return (
    <>
      <Section title={t('arms')}>
        <ArmsField value={settings.arms} problem={problemAt('/arms')} onChange={(arms) => onChange({ ...settings, arms })} />
        <NumberField {...props} name="holdout" usual={0} {...HOLDOUT} />
      </Section>
      <Section title={t('goal')}>
        <SegmentedControl<'journey' | 'event'>
          label={t('goal')}
          value={by}
          onChange={(next) => {
            if (next !== by) onChange({ ...settings, goal: next === 'journey' ? next : { event: '', within: { days: 7 } } })
          }}
          items={[
            { value: 'journey', label: t('byJourney') },
            { value: 'event', label: t('byEvent') },
          ]}
          className="mb-3"
        />
        {by === 'event' ? <ExperimentGoal {...props} /> : <p className="text-small text-text-3">{t('journeyHint')}</p>}
      </Section>
      <Section title={t('decision')}>
        <div className="grid gap-3">
          <Control {...props} />
          <NumberField {...props} name="sample" {...SAMPLE} />
          <NumberField {...props} name="confidence" {...CHANCE} percent />
          <Switch
            label={t('automatic')}
            checked={settings.automatic !== false}
            onChange={(automatic) => onChange({ ...settings, automatic })}
          />
          <p className="text-small text-text-3">{t('decisionHint')}</p>
        </div>
      </Section>
      <Section>
        <Field label={t('salt')} hint={t('saltHint')} error={problemAt('/salt')}>
          {(wiring) => (
            <Input {...wiring} value={textIn(settings, 'salt')} onChange={(event) => onChange({ ...settings, salt: event.target.value })} />
          )}
        </Field>
      </Section>
    </>
  )
}

type NumberProps = InspectorProps & {
  name: 'holdout' | 'sample' | 'confidence'
  usual: number
  min: number
  max: number
  /** A share, entered in percent. */
  percent?: boolean
}

function NumberField({ settings, onChange, problemAt, name, usual, min, max, percent = false }: NumberProps) {
  const t = useTranslations('designer.experimentNode')
  const scale = percent ? 100 : 1
  // Percents of shares without the last digits of a division.
  const shown = Math.round((numberIn(settings, name) ?? usual) * scale * 10_000) / 10_000
  return (
    <Field label={t(name)} hint={t(`${name}Hint`)} error={problemAt(`/${name}`)} className="mt-3 first:mt-0">
      {(wiring) => (
        <Input
          {...wiring}
          type="number"
          className="w-32"
          min={min * scale}
          max={max * scale}
          step="any"
          value={String(shown)}
          onChange={(event) => onChange({ ...settings, [name]: Math.round(Number(event.target.value) * 10_000) / 10_000 / scale })}
        />
      )}
    </Field>
  )
}

function Control({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.experimentNode')
  const { control: _, ...rest } = settings
  return (
    <Field label={t('control')} hint={t('controlHint')} error={problemAt('/control')}>
      {(wiring) => (
        <Select
          {...wiring}
          value={textIn(settings, 'control')}
          onChange={(event) => onChange(event.target.value === '' ? rest : { ...rest, control: event.target.value })}
        >
          <option value="">{t('noControl')}</option>
          {outletsOfArms(settings.arms).map((arm) => (
            <option key={arm} value={arm}>
              {arm}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

export const ruleExperimentFace: NodeFace = { icon: FlaskConical, shape: 'rule', Inspector }
