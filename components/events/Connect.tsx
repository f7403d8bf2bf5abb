'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Check, Copy, KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import { listOf } from '#domain/api/common.ts'
import { eventSchema } from '#domain/event/resource.ts'
import { createdKeySchema } from '#domain/workspace/resource.ts'
import { type Language, languages, snippetOf } from './snippets.ts'

const PLACEHOLDER = 'YOUR_WRITE_KEY'
const EVERY_MS = 2_000
const pageSchema = listOf(eventSchema)

/** How to send events here: a key, snippets to paste, and a word when the first one arrives. */
export function Connect({ host, onLog }: { host: string; onLog: () => void }) {
  const t = useTranslations('events.connect')
  const [key, setKey] = useState('')
  const [language, setLanguage] = useState<Language>('curl')
  return (
    <div className="grid max-w-220 gap-6 p-6">
      <Arrival onLog={onLog} />
      <div className="grid grid-cols-2 gap-4 max-wide:grid-cols-1">
        <Field label={t('host')}>
          {(wiring) => <Input {...wiring} readOnly value={host} className="font-mono" onFocus={(event) => event.target.select()} />}
        </Field>
        <WriteKey value={key} onChange={setKey} />
      </div>
      <section>
        <div className="mb-2 flex items-center gap-2">
          <SegmentedControl
            label={t('language')}
            value={language}
            onChange={setLanguage}
            items={languages.map((one) => ({ value: one, label: t(one) }))}
          />
          <span className="flex-1" />
          <CopyButton text={snippetOf(language, host, key || PLACEHOLDER)} />
        </div>
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t(language)}
          className="overflow-auto rounded-r3 border border-line bg-surface-sunk p-4"
        >
          <pre className="font-mono text-small">{snippetOf(language, host, key || PLACEHOLDER)}</pre>
        </section>
        <p className="mt-2 text-small text-text-2">{t('note')}</p>
      </section>
    </div>
  )
}

function WriteKey({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  const t = useTranslations('events.connect')
  const { api, may } = useWorkspace()
  const toast = useToast()
  const format = useFormat()
  const create = useMutation({
    mutationFn: () =>
      api('/keys', createdKeySchema, { method: 'POST', body: { name: t('keyName', { date: format.date(Date.now()) }), scope: 'write' } }),
    onSuccess: (made) => {
      onChange(made.key)
      toast({ text: t('created', { name: made.name }) })
    },
    onError: (error) => toast({ tone: 'bad', text: t('createFailed', { reason: error.message }) }),
  })
  return (
    <Field label={t('key')} hint={may('admin') ? t('keyHint') : t('askAdmin')}>
      {(wiring) => (
        <span className="flex gap-2">
          <Input
            {...wiring}
            value={value}
            placeholder={t('keyPaste')}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value.trim())}
            className="font-mono"
          />
          {may('admin') && (
            <Button icon={<KeyRound />} disabled={create.isPending} onClick={() => create.mutate()}>
              {t('create')}
            </Button>
          )}
        </span>
      )}
    </Field>
  )
}

function CopyButton({ text }: { text: string }) {
  const t = useTranslations('events.connect')
  const [copied, setCopied] = useState('')
  const isCopied = copied === text
  return (
    <Button
      small
      icon={isCopied ? <Check /> : <Copy />}
      onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(text))}
    >
      <span aria-live="polite">{t(isCopied ? 'copied' : 'copy')}</span>
    </Button>
  )
}

/** Looks every two seconds until something came. */
function Arrival({ onLog }: { onLog: () => void }) {
  const t = useTranslations('events.connect')
  const log = useTranslations('events')
  const when = useWhen()
  const { api, slug } = useWorkspace()
  const { data } = useQuery({
    queryKey: [slug, '/events', 'newest'],
    queryFn: ({ signal }) => api('/events', pageSchema, { query: { limit: 1 }, signal }),
    refetchInterval: EVERY_MS,
  })
  if (!data) return <div className="h-16 rounded-r3 border border-line" />
  const [newest] = data.data
  return (
    <div role="status" className="flex h-16 items-center gap-3 rounded-r3 border border-line px-4">
      <span aria-hidden className={cx('size-2 shrink-0 rounded-full', newest ? 'bg-good-solid' : 'animate-pulse bg-accent')} />
      <div className="min-w-0 flex-1">
        <p className="cut font-strong">
          {newest
            ? t('arrived', {
                name: newest.name,
                who: newest.member.name ?? newest.member.userId ?? log('anonymous', { id: newest.member.id }),
                when: when(newest.acceptedAt),
              })
            : t('waiting')}
        </p>
        <p className="cut text-small text-text-2">{t(newest ? 'arrivedBody' : 'waitingBody')}</p>
      </div>
      {newest && <Button onClick={onLog}>{t('seeLog')}</Button>}
    </div>
  )
}
