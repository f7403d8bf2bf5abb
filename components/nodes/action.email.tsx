'use client'
import { ExternalLink, Eye, Mail } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TemplatePicker } from '#components/forms/pickers.tsx'
import { useTemplates } from '#components/forms/useCatalogue.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Textarea } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { classIn, contentIn, EmailClass } from './EmailClass.tsx'
import { EmailPreview } from './EmailPreview.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { Section } from './Section.tsx'
import { pickOf, textIn } from './settings.ts'

type Source = 'template' | 'inline'

function Inspector(props: InspectorProps) {
  const { settings, onChange } = props
  const t = useTranslations('designer.email')
  const source: Source = 'subject' in settings || 'body' in settings ? 'inline' : 'template'
  // What the other way held, so that looking at it loses nothing.
  const [aside, setAside] = useState<InspectorProps['settings'] | null>(null)
  return (
    <>
      <Section title={t('content')}>
        <SegmentedControl<Source>
          label={t('content')}
          value={source}
          onChange={(next) => {
            if (next === source) return
            setAside(contentIn(settings))
            const kept = aside && ('template' in aside ? 'template' : 'inline') === next ? aside : null
            onChange({ ...(kept ?? (next === 'template' ? { template: '' } : { subject: '', body: '' })), ...classIn(settings) })
          }}
          items={[
            { value: 'template', label: t('template') },
            { value: 'inline', label: t('inline') },
          ]}
          className="mb-3"
        />
        {source === 'template' ? <FromTemplate {...props} /> : <InlineContent {...props} />}
      </Section>
      <EmailClass {...props} />
    </>
  )
}

function FromTemplate({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.email')
  const { path } = useWorkspace()
  const { rows } = useTemplates()
  const key = textIn(settings, 'template')
  const chosen = rows.find((template) => template.key === key)
  return (
    <>
      <Field label={t('template')} error={problemAt('/template')}>
        {(wiring) => <TemplatePicker {...pickOf(wiring)} value={key} onChange={(template) => onChange({ ...settings, template })} />}
      </Field>
      {chosen && (
        <div className="mt-3 rounded-r2 bg-surface-sunk px-3 py-2 text-small">
          <p className="text-text-3">{t('subject')}</p>
          <p className="cut font-medium" title={chosen.subject}>
            {chosen.subject || '–'}
          </p>
        </div>
      )}
      <Link
        href={chosen ? path(`/templates/${chosen.key}`) : path('/templates')}
        className="mt-3 inline-flex items-center gap-1 text-small font-medium text-accent-text"
      >
        {t(chosen ? 'openTemplate' : 'allTemplates')}
        <ExternalLink className="size-3" aria-hidden />
      </Link>
    </>
  )
}

function InlineContent({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.email')
  const [previewing, setPreviewing] = useState(false)
  const subject = textIn(settings, 'subject')
  const body = textIn(settings, 'body')
  return (
    <div className="grid gap-3">
      <Field label={t('subject')} error={problemAt('/subject')}>
        {(wiring) => (
          <Input {...wiring} value={subject} onChange={(event) => onChange({ ...settings, body, subject: event.target.value })} />
        )}
      </Field>
      <Field label={t('body')} hint={t('bodyHint')} error={problemAt('/body')}>
        {(wiring) => (
          <Textarea
            {...wiring}
            spellCheck={false}
            className="min-h-52 font-mono text-small"
            value={body}
            onChange={(event) => onChange({ ...settings, subject, body: event.target.value })}
          />
        )}
      </Field>
      <Button icon={<Eye />} onClick={() => setPreviewing(true)} disabled={!body} className="justify-self-start">
        {t('preview')}
      </Button>
      {previewing && <EmailPreview subject={subject} body={body} onClose={() => setPreviewing(false)} />}
    </div>
  )
}

export const actionEmailFace: NodeFace = { icon: Mail, shape: 'action', Inspector }
