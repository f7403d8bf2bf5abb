'use client'
import { Monitor, Moon, Smartphone, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { MailFrame } from '#components/message/MailFrame.tsx'
import { Failure } from '#components/ui/EmptyState.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Textarea } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import type { Preview } from '#domain/message/resource.ts'

export type PreviewFor = { userId: string; event: string }
type Props = {
  preview: Preview | undefined
  error: Error | null
  who: PreviewFor
  onWho: (who: PreviewFor) => void
  isEventValid: boolean
}

/** The message as it will arrive: as HTML or text, wide or narrow, light or dark, for a member or for somebody made up. */
export function PreviewPane({ preview, error, who, onWho, isEventValid }: Props) {
  const t = useTranslations('templates.preview')
  const [part, setPart] = useState<'html' | 'text'>('html')
  const [width, setWidth] = useState<'desktop' | 'phone'>('desktop')
  const [theme, setTheme] = useState<'light' | 'dark'>('light')
  return (
    <section aria-label={t('label')} className="flex min-h-0 min-w-0 flex-col bg-surface-sunk">
      <div className="grid gap-3 border-b border-line bg-surface px-6 py-3">
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label={t('as')} hint={error ? undefined : t('asHint')} error={error?.message}>
            {(wiring) => (
              <Input {...wiring} maxLength={500} value={who.userId} onChange={(event) => onWho({ ...who, userId: event.target.value })} />
            )}
          </Field>
          <Field label={t('event')} hint={t('eventHint')} error={isEventValid ? null : t('eventInvalid')}>
            {(wiring) => (
              <Textarea
                {...wiring}
                rows={1}
                spellCheck={false}
                placeholder='{ "revenue": 86.4 }'
                className="h-control min-h-control! resize-none font-mono text-small focus:h-24"
                value={who.event}
                onChange={(event) => onWho({ ...who, event: event.target.value })}
              />
            )}
          </Field>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <SegmentedControl
            label={t('label')}
            value={part}
            onChange={setPart}
            items={[
              { value: 'html', label: t('html') },
              { value: 'text', label: t('text') },
            ]}
          />
          <span className="flex-1" />
          {part === 'html' && (
            <>
              <SegmentedControl
                label={t('width')}
                value={width}
                onChange={setWidth}
                items={[
                  { value: 'desktop', label: <Labelled icon={<Monitor className="size-3.5" />} text={t('desktop')} /> },
                  { value: 'phone', label: <Labelled icon={<Smartphone className="size-3.5" />} text={t('phone')} /> },
                ]}
              />
              <SegmentedControl
                label={t('theme')}
                value={theme}
                onChange={setTheme}
                items={[
                  { value: 'light', label: <Labelled icon={<Sun className="size-3.5" />} text={t('light')} /> },
                  { value: 'dark', label: <Labelled icon={<Moon className="size-3.5" />} text={t('dark')} /> },
                ]}
              />
            </>
          )}
        </div>
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-3 px-6 py-4">
        {error && !preview && <Failure title={t('failed')}>{error.message}</Failure>}
        {preview && (
          <>
            <p className="cut shrink-0 text-title font-strong" title={preview.subject} aria-live="polite">
              {preview.subject || <span className="text-text-3">{t('noSubject')}</span>}
            </p>
            {part === 'text' ? (
              <pre
                // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
                tabIndex={0}
                className="min-h-0 flex-1 overflow-auto rounded-r3 border border-line-strong bg-surface p-4 font-mono text-small whitespace-pre-wrap"
              >
                {preview.text}
              </pre>
            ) : (
              <div className="min-h-0 flex-1">
                <MailFrame html={preview.html} title={t('frame')} width={width} theme={theme} />
              </div>
            )}
          </>
        )}
      </div>
    </section>
  )
}

const Labelled = ({ icon, text }: { icon: React.ReactNode; text: string }) => (
  <>
    {icon}
    <span className="max-roomy:sr-only">{text}</span>
  </>
)
