'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { keyFrom } from '#components/template/starter.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { segmentSchema } from '#domain/segment/resource.ts'
import { SegmentCondition } from './SegmentCondition.tsx'
import { type ConditionDraft, conditionOf, everyone } from './segmentDraft.ts'

type Props = { open: boolean; onClose: () => void; onCreated: (key: string) => void }

/** Asks for a name, a key and a condition, and makes the segment. */
export function CreateSegmentDialog({ open, onClose, onCreated }: Props) {
  const t = useTranslations('segments')
  const common = useTranslations('common')
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  const form = useId()
  const [name, setName] = useState('')
  const [key, setKey] = useState<string | null>(null)
  const [draft, setDraft] = useState<ConditionDraft>(everyone)
  const create = useMutation({
    mutationFn: () =>
      api('/segments', segmentSchema, { method: 'POST', body: { name, key: key ?? keyFrom(name), condition: conditionOf(draft) } }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: [slug, 'segments'] })
      onClose()
      onCreated(made.key)
    },
  })
  const { reset } = create
  useEffect(() => {
    if (!open) return
    setName('')
    setKey(null)
    setDraft(everyone)
    reset()
  }, [open, reset])
  const problem = create.error instanceof ApiError ? create.error : null
  const onKey = problem?.code === 'segment_key_taken' || problem?.problem.errors?.some(({ pointer }) => pointer === '/key')
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('create.title')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" form={form} disabled={create.isPending || !name.trim()}>
            {t('create.verb')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Field label={t('name')} error={create.error && !onKey ? create.error.message : null}>
          {(wiring) => (
            <Input {...wiring} autoFocus required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('key')} hint={t('keyHint')} error={onKey ? create.error?.message : null}>
          {(wiring) => (
            <Input
              {...wiring}
              required
              maxLength={64}
              pattern="[a-z0-9][a-z0-9-]*"
              className="font-mono"
              value={key ?? keyFrom(name)}
              onChange={(event) => setKey(event.target.value)}
            />
          )}
        </Field>
        <SegmentCondition value={draft} onChange={setDraft} />
      </form>
    </Dialog>
  )
}
