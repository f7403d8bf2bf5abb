'use client'
import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { Section } from './Section.tsx'

const lost = ['journeys', 'members', 'events', 'messages', 'people'] as const
const count = z.number().int()
const contentsSchema = z.object({ journeys: count, members: count, events: count, messages: count, people: count })

/** Deleting the workspace: what would be lost is named and counted; a real workspace's name is typed to confirm. */
export function DangerZone() {
  const t = useTranslations('settings.danger')
  const { may, isDemo } = useWorkspace()
  const [open, setOpen] = useState(false)
  return (
    <Section title={t('title')} lead={isDemo ? t('demoLead') : t('lead')}>
      <div>
        <Button look="danger" icon={<Trash2 />} disabled={!may('owner')} onClick={() => setOpen(true)}>
          {isDemo ? t('demoVerb') : t('verb')}
        </Button>
        {!may('owner') && <p className="mt-1.5 text-small text-text-3">{t('onlyOwner')}</p>}
      </div>
      {open && <DeleteDialog onClose={() => setOpen(false)} />}
    </Section>
  )
}

function DeleteDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings.danger')
  const common = useTranslations('common')
  const { api, slug, name, isDemo } = useWorkspace()
  const [typed, setTyped] = useState('')
  const { busy, failure, submit } = useSubmit([])
  const contents = useQuery({
    queryKey: [slug, 'contents'],
    queryFn: ({ signal }) => api('/workspace/contents', contentsSchema, { signal }),
    staleTime: 0,
  })
  const remove = async () => {
    if (await submit(() => api.send(`/workspaces/${slug}`, { method: 'DELETE' }))) window.location.assign('/')
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('dialogue', { name })}
      lead={t('losesLead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="danger" disabled={busy || !contents.data || (!isDemo && typed.trim() !== name)} onClick={remove}>
            {isDemo ? t('demoVerb') : t('verb')}
          </Button>
        </>
      }
    >
      <ul className="mb-4 list-disc pl-5">
        {contents.data ? (
          lost.map((what) => <li key={what}>{t(`loses.${what}`, { count: contents.data[what] })}</li>)
        ) : (
          <li>{t('counting')}</li>
        )}
      </ul>
      {!isDemo && (
        <Field label={t('type', { name })}>
          {(wiring) => <Input {...wiring} autoFocus autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
      )}
      {(failure || contents.error) && (
        <p role="alert" className="mt-3 text-small text-bad-text">
          {failure ?? contents.error?.message}
        </p>
      )}
    </Dialog>
  )
}
