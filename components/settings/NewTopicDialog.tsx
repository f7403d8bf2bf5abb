'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreateKeyedDialog } from '#components/list/CreateKeyedDialog.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Textarea } from '#components/ui/Input.tsx'
import { topicSchema } from '#domain/topic/resource.ts'

type Props = {
  /** A key that is named somewhere already, to be listed under a name. */
  ofKey: string | null
  onClose: () => void
  onCreated: () => Promise<unknown>
}

/** Asks for a name, a key and what the topic is for. */
export function NewTopicDialog({ ofKey, onClose, onCreated }: Props) {
  const t = useTranslations('settings.topics')
  const { api } = useWorkspace()
  const [description, setDescription] = useState('')
  const create = async (named: { name: string; key: string }) => {
    await api('/topics', topicSchema, { method: 'POST', body: { ...named, description } })
    await onCreated()
  }
  return (
    <CreateKeyedDialog title={t('new')} keyHint={t('keyHint')} name={ofKey ?? ''} ofKey={ofKey} create={create} onClose={onClose}>
      <Description value={description} onChange={setDescription} />
    </CreateKeyedDialog>
  )
}

export function Description({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useTranslations('settings.topics')
  const common = useTranslations('common')
  return (
    <Field label={t('description')} optional={common('optional')} hint={t('descriptionHint')}>
      {(wiring) => <Textarea {...wiring} rows={2} maxLength={500} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}
