'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { type TopicResource, topicSchema } from '#domain/topic/resource.ts'
import { Description } from './NewTopicDialog.tsx'

type Props = { topic: TopicResource; onClose: () => void; onRenamed: () => Promise<unknown> }

/** Another name and description; the key stays, and with it everything that names it. */
export function RenameTopicDialog({ topic, onClose, onRenamed }: Props) {
  const t = useTranslations('settings.topics')
  const common = useTranslations('common')
  const { api } = useWorkspace()
  const [name, setName] = useState(topic.name)
  const [description, setDescription] = useState(topic.description)
  const { busy, errors, failure, submit } = useSubmit(['/name', '/description'])
  const save = async () => {
    const body = { name, description }
    if (!(await submit(() => api(`/topics/${topic.id}`, topicSchema, { method: 'PATCH', body })))) return
    await onRenamed()
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('renameTitle', { name: topic.name })}
      lead={t('renameLead', { key: topic.key })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form="rename-topic" disabled={busy || !name.trim()}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form
        id="rename-topic"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={common('name')} error={errors['/name'] ?? failure}>
          {(wiring) => <Input {...wiring} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Description value={description} onChange={setDescription} />
      </form>
    </Dialog>
  )
}
