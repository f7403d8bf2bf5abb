'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTopicName } from '#components/forms/useTopics.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { type MemberResource, preferencesSchema } from '#domain/member/resource.ts'
import type { Channel } from '#domain/message/channel.ts'
import { byId, memberKey, memberPath } from './useMember.ts'

type Props = { member: MemberResource; line: { channel: Channel; topic: string; record: { state: string } | null }; onClose: () => void }
const SOURCE_LENGTH_MAX = 100

/** Grants or denies a channel, with the reason that is kept as the record. */
export function ConsentDialog({ member, line, onClose }: Props) {
  const t = useTranslations('members.consent')
  const common = useTranslations('common')
  const topicName = useTopicName()
  const { operator, api } = useWorkspace()
  const client = useQueryClient()
  const toast = useToast()
  const [state, setState] = useState<'granted' | 'denied'>(line.record?.state === 'denied' ? 'granted' : 'denied')
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      api(memberPath(member.id, '/preferences'), preferencesSchema, {
        method: 'PUT',
        query: byId,
        body: {
          consent: [{ channel: line.channel, topic: line.topic, state }],
          source: `${operator.name}: ${reason.trim()}`.slice(0, SOURCE_LENGTH_MAX),
        },
      }),
    onSuccess: ({ consent }) => {
      client.setQueryData(memberKey(member.id), (before: MemberResource | undefined) => before && { ...before, consent })
      void client.invalidateQueries({ queryKey: ['timeline', member.id] })
      toast({ text: t('saved'), tone: 'good' })
      onClose()
    },
  })
  const submit = () => {
    setAsked(true)
    if (reason.trim()) save.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('changeTitle', { channel: line.topic ? topicName(line.topic) : common(`channel.${line.channel}`) })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" disabled={save.isPending} onClick={submit}>
            {save.isPending ? common('saving') : common('save')}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {save.error && (
          <p role="alert" className="text-bad-text">
            {save.error.message}
          </p>
        )}
        <RadioGroup
          label={t('title')}
          value={state}
          onChange={setState}
          options={[
            { value: 'granted', label: t('grant') },
            { value: 'denied', label: t('deny') },
          ]}
        />
        <Field label={t('reason')} hint={t('reasonHint')} error={isAsked && !reason.trim() ? t('reasonMissing') : null}>
          {(wiring) => <Input {...wiring} maxLength={80} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
      </form>
    </Dialog>
  )
}
