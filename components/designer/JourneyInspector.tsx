'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { PropertyPicker } from '#components/forms/pickers.tsx'
import { Section } from '#components/nodes/Section.tsx'
import { definedOf, entryEventOf, pickOf } from '#components/nodes/settings.ts'
import { IconButton } from '#components/ui/Button.tsx'
import { RadioGroup, Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import type { JourneyDocument } from '#domain/journey/document.ts'
import type { Edit } from '#domain/journey/edit.ts'
import type { Problem } from '#domain/journey/problem.ts'
import { JourneyLife } from './JourneyLife.tsx'
import { MessageRules } from './MessageRules.tsx'
import { ProblemList } from './ProblemsButton.tsx'

const modes = ['once_at_a_time', 'once', 'after', 'every_time'] as const

type Props = {
  document: JourneyDocument
  problems: readonly Problem[]
  editable: boolean
  live: boolean
  onEdit: (edit: Edit) => void
  onShow: (nodeKey: string | null) => void
  onClose: () => void
}

/** What belongs to the journey as a whole: shown while nothing is selected. */
export function JourneyInspector({ document, problems, editable, live, onEdit, onShow, onClose }: Props) {
  const t = useTranslations('designer')
  const s = useTranslations('designer.settings')
  const { settings } = document
  const { reentry } = settings
  const set = (next: Partial<JourneyDocument['settings']>) => onEdit({ do: 'setJourneySettings', settings: { ...settings, ...next } })
  const setMode = (mode: (typeof modes)[number]) => set({ reentry: mode === 'after' ? { mode, duration: { days: 7 } } : { mode } })
  return (
    <>
      <div className="flex h-14 items-center gap-2 px-4">
        <h2 className="flex-1 text-title font-strong">{s('title')}</h2>
        <IconButton label={t('closeInspector')} onClick={onClose} className="wide:hidden">
          <X />
        </IconButton>
      </div>
      <fieldset disabled={!editable} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        <Section title={s('reentry')}>
          <RadioGroup
            label={s('reentry')}
            value={reentry.mode}
            onChange={setMode}
            options={modes.map((mode) => ({ value: mode, label: s(`mode.${mode}`), hint: s(`modeHint.${mode}`) }))}
          />
          {reentry.mode === 'after' && (
            <div className="mt-3 pl-6">
              <DurationInput
                label={s('after')}
                value={reentry.duration}
                onChange={(duration) => set({ reentry: { mode: 'after', duration: definedOf(duration) } })}
              />
            </div>
          )}
          {reentry.mode === 'every_time' && (
            <Field label={s('keyedBy')} hint={s('keyedByHint')} className="mt-3 pl-6">
              {(wiring) => (
                <PropertyPicker
                  {...pickOf(wiring)}
                  event={entryEventOf(document)}
                  placeholder="order_id"
                  value={reentry.keyedBy ?? ''}
                  onChange={(keyedBy) => set({ reentry: keyedBy ? { mode: 'every_time', keyedBy } : { mode: 'every_time' } })}
                />
              )}
            </Field>
          )}
        </Section>
        <Section>
          <Switch label={s('limit')} checked={settings.repeatTimes !== null} onChange={(on) => set({ repeatTimes: on ? 3 : null })} />
          {settings.repeatTimes !== null && (
            <div className="mt-2 flex items-center gap-2 pl-9 text-text-2">
              <NumberInput
                label={s('limit')}
                className="w-18"
                value={settings.repeatTimes}
                onChange={(repeatTimes) => set({ repeatTimes })}
              />
              {s('passages')}
            </div>
          )}
          {live && <p className="mt-3 text-small text-text-3">{s('atOnce')}</p>}
        </Section>
        <MessageRules rules={settings} onChange={set} />
        <JourneyLife settings={settings} onChange={set} />
        <Section title={t('problemsTitle')}>
          <div className="-mx-2">
            <ProblemList document={document} problems={problems} onShow={onShow} />
          </div>
        </Section>
      </fieldset>
    </>
  )
}
