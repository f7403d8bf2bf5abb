'use client'
import { useTranslations } from 'next-intl'
import { TopicPicker } from '#components/forms/pickers.tsx'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import type { InspectorProps } from './face.ts'
import { Section } from './Section.tsx'
import { pickOf, textIn } from './settings.ts'

const TOPIC_CHARS_MAX = 100

/** What decides whose consent a message needs, and whether quiet hours and caps hold it. */
export const classIn = ({ topic, isTransactional }: InspectorProps['settings']): InspectorProps['settings'] => ({
  ...(topic === undefined ? {} : { topic }),
  ...(isTransactional === undefined ? {} : { isTransactional }),
})

/** The rest of its settings: what it says. */
export const contentIn = (settings: InspectorProps['settings']): InspectorProps['settings'] =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'topic' && name !== 'isTransactional'))

export function EmailClass({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.email')
  const set = (name: 'topic' | 'isTransactional', value: string | true | null) => {
    const others = Object.fromEntries(Object.entries(settings).filter(([other]) => other !== name))
    onChange(value === null ? others : { ...others, [name]: value })
  }
  return (
    <Section title={t('class')}>
      <Field label={t('topic')} hint={t('topicHint')} error={problemAt('/topic')}>
        {(wiring) => (
          <TopicPicker
            {...pickOf(wiring)}
            placeholder={t('topicPlaceholder')}
            value={textIn(settings, 'topic')}
            onChange={(topic) => set('topic', topic === '' ? null : topic.slice(0, TOPIC_CHARS_MAX))}
          />
        )}
      </Field>
      <Switch
        className="mt-4"
        label={t('transactional')}
        checked={settings.isTransactional === true}
        onChange={(on) => set('isTransactional', on ? true : null)}
      />
      <p className="mt-1 pl-9 text-small text-text-3">{t('transactionalHint')}</p>
    </Section>
  )
}
