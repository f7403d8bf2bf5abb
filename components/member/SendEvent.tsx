'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Textarea } from '#components/ui/Input.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { receiptSchema } from '#domain/event/resource.ts'
import type { MemberResource } from '#domain/member/resource.ts'
import { readProperties } from './attributeForm.ts'
import { memberKey } from './useMember.ts'

/** Sends an event in the member's name, as a client would. */
export function SendEvent({ member }: { member: MemberResource }) {
  const t = useTranslations('members.send')
  const { may } = useWorkspace()
  const [isOpen, setOpen] = useState(false)
  const names = member.userId ? { userId: member.userId } : member.anonymousIds[0] ? { anonymousId: member.anonymousIds[0] } : null
  if (!names || !may('editor')) return null
  return (
    <>
      <Button icon={<Zap />} onClick={() => setOpen(true)}>
        {t('button')}
      </Button>
      {isOpen && <SendDialog memberId={member.id} names={names} onClose={() => setOpen(false)} />}
    </>
  )
}

type DialogProps = { memberId: string; names: { userId: string } | { anonymousId: string }; onClose: () => void }

function SendDialog({ memberId, names, onClose }: DialogProps) {
  const t = useTranslations('members.send')
  const common = useTranslations('common')
  const { api } = useWorkspace()
  const client = useQueryClient()
  const toast = useToast()
  const [event, setEvent] = useState('')
  const [properties, setProperties] = useState('')
  const [isAsked, setAsked] = useState(false)
  const read = readProperties(properties)
  const send = useMutation({
    mutationFn: async (body: object) => {
      const [refused] = (await api('/events', receiptSchema, { method: 'POST', body })).rejected
      if (refused) throw new Error(refused.detail)
    },
    onSuccess: () => {
      toast({ text: t('sent', { event: event.trim() }), tone: 'good' })
      for (const queryKey of [['timeline', memberId], memberKey(memberId), ['trace', memberId]]) void client.invalidateQueries({ queryKey })
      onClose()
    },
  })
  const submit = () => {
    setAsked(true)
    if (event.trim() && read.ok) send.mutate({ type: 'track', ...names, event: event.trim(), properties: read.value })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      lead={t('lead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" disabled={send.isPending} onClick={submit}>
            {t('button')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {send.error && (
          <p role="alert" className="text-bad-text">
            {send.error.message}
          </p>
        )}
        <Field label={t('event')} error={isAsked && !event.trim() ? t('eventMissing') : null}>
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={200}
              placeholder="Order Completed"
              value={event}
              onChange={(change) => setEvent(change.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('properties')}
          optional={common('optional')}
          hint={t('propertiesHint')}
          error={isAsked && !read.ok ? t('notJson', { detail: read.detail }) : null}
        >
          {(wiring) => (
            <Textarea
              {...wiring}
              rows={5}
              className="font-mono text-small"
              placeholder={'{ "revenue": 20 }'}
              value={properties}
              onChange={(change) => setProperties(change.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
