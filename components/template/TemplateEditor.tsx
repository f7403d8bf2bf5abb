'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import * as z from 'zod'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button, buttonClass } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { SegmentedControl } from '#components/ui/Tabs.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { type TemplateResource, templateSchema } from '#domain/message/resource.ts'
import { CodeArea, type CodeControl } from './CodeArea.tsx'
import { ContentProblems } from './ContentProblems.tsx'
import { type PreviewFor, PreviewPane } from './PreviewPane.tsx'
import { useDraft } from './useDraft.ts'
import { usePreview } from './usePreview.ts'
import { VersionsMenu } from './VersionsMenu.tsx'

const eventSchema = z.record(z.string(), z.json())

/** The source at the left, the message at the right. Saving makes the next version, which is what is sent from then on. */
export function TemplateEditor({ template: opened }: { template: TemplateResource }) {
  const t = useTranslations('templates.editor')
  const { api, slug, path, may } = useWorkspace()
  const client = useQueryClient()
  const toast = useToast()
  const [template, setTemplate] = useState(opened)
  const draft = useDraft(template, slug)
  const { content, isChanged } = draft
  const [who, setWho] = useState<PreviewFor>({ userId: '', event: '' })
  const code = useRef<CodeControl>(null)
  const event = eventOf(who.event)
  const { subject, preheader, format, body } = content
  const preview = usePreview({
    ...{ subject, preheader, format, body },
    ...(who.userId.trim() ? { userId: who.userId.trim() } : {}),
    ...(event ? { event } : {}),
  })
  // While something does not parse, the last message that did stays in sight.
  const lastGood = useRef(preview.data)
  if (preview.data && !preview.data.errors.some((one) => one.fatal)) lastGood.current = preview.data
  const shown = lastGood.current ?? preview.data
  const save = useMutation({
    mutationFn: () => api(`/templates/${template.key}`, templateSchema, { method: 'PUT', body: content }),
    onSuccess: (next) => {
      draft.forget()
      setTemplate(next)
      void client.invalidateQueries({ queryKey: [slug, 'templates', 'list'] })
      toast({ text: t('saved', { number: next.version }) })
    },
  })
  const mayEdit = may('editor')
  const trySave = () => {
    if (mayEdit && isChanged && !save.isPending) save.mutate()
  }
  useSaveKey(trySave)
  const errorOf = (pointer: string) =>
    save.error instanceof ApiError ? save.error.problem.errors?.find((one) => one.pointer === pointer)?.detail : undefined
  const marked = preview.data?.errors.flatMap(({ field, line }) => (field === 'body' && line !== null ? [line] : [])) ?? []
  return (
    <>
      <header className="flex h-15 shrink-0 items-center gap-3 border-b border-line px-6">
        <Link href={path('/templates')} aria-label={t('back')} title={t('back')} className={buttonClass({ look: 'ghost', square: true })}>
          <ArrowLeft />
        </Link>
        <h1 className="cut text-page font-strong tracking-[-0.01em]">{content.name || template.key}</h1>
        <code className="text-text-3 max-wide:hidden">{template.key}</code>
        <span className="flex-1" />
        <span aria-live="polite" className="text-small text-text-2">
          {!mayEdit
            ? t('readOnly')
            : save.isPending
              ? t('saving')
              : isChanged
                ? draft.recovered
                  ? t('recovered')
                  : t('unsaved')
                : t('upToDate', { number: template.version })}
        </span>
        {isChanged && (
          <Button look="ghost" onClick={draft.discard}>
            {t('discard')}
          </Button>
        )}
        <VersionsMenu
          template={template}
          onPick={({ number, ...version }) => {
            draft.change({ subject: version.subject, preheader: version.preheader, format: version.format, body: version.body })
            toast({ text: t('restored', { number }) })
          }}
        />
        {mayEdit && (
          <Button look="primary" onClick={trySave} disabled={!isChanged || save.isPending} aria-keyshortcuts="Control+S Meta+S">
            {t('save')}
          </Button>
        )}
      </header>
      <div className="grid min-h-0 flex-1 grid-cols-2">
        <section aria-label={template.name} className="flex min-h-0 min-w-0 flex-col gap-3 border-r border-line px-6 py-4">
          {save.error && !errorOf('/body') && !errorOf('/subject') && !errorOf('/preheader') && (
            <p role="alert" className="text-small text-bad-text">
              {save.error.message}
            </p>
          )}
          <div className="grid grid-cols-2 gap-3">
            <Field label={t('name')} error={errorOf('/name')}>
              {(wiring) => (
                <Input
                  {...wiring}
                  maxLength={120}
                  readOnly={!mayEdit}
                  value={content.name}
                  onChange={(e) => draft.change({ name: e.target.value })}
                />
              )}
            </Field>
            <Field label={t('preheader')} error={errorOf('/preheader')}>
              {(wiring) => (
                <Input
                  {...wiring}
                  maxLength={500}
                  readOnly={!mayEdit}
                  title={t('preheaderHint')}
                  value={preheader}
                  onChange={(e) => draft.change({ preheader: e.target.value })}
                />
              )}
            </Field>
          </div>
          <Field label={t('subject')} error={errorOf('/subject')}>
            {(wiring) => (
              <Input
                {...wiring}
                maxLength={500}
                readOnly={!mayEdit}
                value={subject}
                onChange={(e) => draft.change({ subject: e.target.value })}
              />
            )}
          </Field>
          <Field className="relative flex min-h-0 flex-1 flex-col" label={t('body')} hint={t('bodyHint')} error={errorOf('/body')}>
            {(wiring) => (
              <CodeArea
                {...wiring}
                ref={code}
                value={body}
                readOnly={!mayEdit}
                marked={marked}
                onChange={(next) => draft.change({ body: next })}
              />
            )}
          </Field>
          <div className="flex shrink-0 items-start gap-3">
            <div className="min-w-0 flex-1">
              <ContentProblems preview={preview.data} onGoTo={(line, column) => code.current?.goTo(line, column)} />
            </div>
            {mayEdit && (
              <SegmentedControl
                label={t('format')}
                value={format}
                onChange={(next) => draft.change({ format: next })}
                items={[
                  { value: 'mjml', label: 'MJML' },
                  { value: 'html', label: 'HTML' },
                ]}
              />
            )}
          </div>
        </section>
        <PreviewPane preview={shown} error={preview.error} who={who} onWho={setWho} isEventValid={!who.event.trim() || event !== null} />
      </div>
    </>
  )
}

function eventOf(text: string) {
  if (!text.trim()) return null
  try {
    return eventSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Ctrl or ⌘ with S saves, also while typing. */
function useSaveKey(save: () => void): void {
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
