'use client'
import { Webhook } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { NumberInput } from '#components/forms/NumberInput.tsx'
import { PairsInput } from '#components/forms/PairsInput.tsx'
import { Switch } from '#components/ui/Checkbox.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select, Textarea } from '#components/ui/Input.tsx'
import { methods, RETRIES_MAX, TIMEOUT_SECONDS_MAX } from '#domain/nodes/action.webhook.ts'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { numberIn, textIn } from './settings.ts'
import { WebhookSaves } from './WebhookSaves.tsx'

function Inspector(props: InspectorProps) {
  const { settings, onChange, problemAt } = props
  const t = useTranslations('designer.webhookNode')
  const method = textIn(settings, 'method') || 'POST'
  return (
    <>
      <Section title={t('request')}>
        <div className="grid gap-3">
          <Field label={t('url')} error={problemAt('/url')}>
            {(wiring) => (
              <span className="flex gap-1.5">
                <Select
                  aria-label={t('method')}
                  value={method}
                  className="w-26 shrink-0"
                  onChange={(event) => onChange({ ...settings, method: event.target.value })}
                >
                  {methods.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </Select>
                <Input
                  {...wiring}
                  type="url"
                  spellCheck={false}
                  placeholder="https://"
                  value={textIn(settings, 'url')}
                  onChange={(event) => onChange({ ...settings, url: event.target.value })}
                />
              </span>
            )}
          </Field>
          <div>
            <p className="mb-1.5 text-small font-medium text-text-2">{t('headers')}</p>
            <PairsInput typed={false} values={settings.headers} onChange={({ values }) => onChange({ ...settings, headers: values })} />
            <FieldProblem>{problemAt('/headers')}</FieldProblem>
          </div>
          {method !== 'GET' && (
            <Field label={t('body')} hint={t('bodyHint')} error={problemAt('/body')}>
              {(wiring) => (
                <Textarea
                  {...wiring}
                  spellCheck={false}
                  className="min-h-32 font-mono text-small"
                  value={textIn(settings, 'body')}
                  onChange={(event) => onChange({ ...settings, body: event.target.value })}
                />
              )}
            </Field>
          )}
        </div>
      </Section>
      <AnswerSection {...props} />
    </>
  )
}

function AnswerSection({ settings, onChange, problemAt }: InspectorProps) {
  const t = useTranslations('designer.webhookNode')
  const awaits = settings.awaits === true
  return (
    <Section title={t('answer')}>
      <div className="grid gap-3">
        <div>
          <Switch label={t('awaits')} checked={awaits} onChange={(next) => onChange({ ...settings, awaits: next })} />
          <p className="mt-1.5 text-small text-text-3">{t('awaitsHint')}</p>
        </div>
        <div className="grid grid-cols-2 gap-2">
          <Field label={t('timeout')}>
            {(wiring) => (
              <NumberInput
                {...wiring}
                className="w-full"
                suffix={t('seconds')}
                max={TIMEOUT_SECONDS_MAX}
                value={numberIn(settings, 'timeoutSeconds') ?? 10}
                onChange={(timeoutSeconds) => onChange({ ...settings, timeoutSeconds })}
              />
            )}
          </Field>
          <Field label={t('retries')}>
            {(wiring) => (
              <NumberInput
                {...wiring}
                className="w-full"
                suffix={t('times')}
                min={0}
                max={RETRIES_MAX}
                value={numberIn(settings, 'retriesMax') ?? 3}
                onChange={(retriesMax) => onChange({ ...settings, retriesMax })}
              />
            )}
          </Field>
        </div>
        {awaits && <WebhookSaves value={settings.save} problem={problemAt('/save')} onChange={(save) => onChange({ ...settings, save })} />}
      </div>
    </Section>
  )
}

export const actionWebhookFace: NodeFace = { icon: Webhook, shape: 'action', Inspector }
