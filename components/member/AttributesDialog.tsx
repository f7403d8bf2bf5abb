'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '#components/shell/workspace.tsx'
import { Button, IconButton } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { type MemberResource, memberSchema } from '#domain/member/resource.ts'
import { changesOf, faultOf, type Line, linesOf } from './attributeForm.ts'
import { byId, memberKey, memberPath } from './useMember.ts'

/** Every attribute in a line of its own: change, remove, add. Says what is wrong beside it; asks before it loses changes. */
export function AttributesDialog({ member, onClose }: { member: MemberResource; onClose: () => void }) {
  const t = useTranslations('members.attributes')
  const common = useTranslations('common')
  const [lines, setLines] = useState<Line[]>(() => linesOf(member.attributes))
  const [isLeaving, setLeaving] = useState(false)
  const changes = changesOf(lines)
  const count = Object.keys(changes).length
  const isFaulty = lines.some((line) => faultOf(line, lines))
  const save = useSave(member, onClose)
  const change = (id: number, to: Partial<Line>) => setLines((before) => before.map((line) => (line.id === id ? { ...line, ...to } : line)))
  const add = () =>
    setLines((before) => [
      ...before,
      { id: Math.max(-1, ...before.map((line) => line.id)) + 1, name: '', text: '', was: null, isRemoved: false },
    ])
  const close = () => (count > 0 && !isLeaving ? setLeaving(true) : onClose())
  return (
    <Dialog
      open
      onClose={close}
      width="medium"
      title={isLeaving ? t('discardTitle') : t('editTitle')}
      lead={isLeaving ? t('discardBody', { count }) : t('lead')}
      footer={
        isLeaving ? (
          <>
            <Button look="danger" onClick={onClose}>
              {t('discard')}
            </Button>
            <Button onClick={() => setLeaving(false)}>{common('cancel')}</Button>
          </>
        ) : (
          <>
            <span className="mr-auto text-small text-text-2">{count > 0 && t('unsaved')}</span>
            <Button onClick={close}>{common('cancel')}</Button>
            <Button look="primary" disabled={count === 0 || isFaulty || save.isPending} onClick={() => save.mutate(changes)}>
              {save.isPending ? common('saving') : common('save')}
            </Button>
          </>
        )
      }
    >
      {!isLeaving && (
        <div className="grid gap-2">
          {save.error && (
            <p role="alert" className="text-bad-text">
              {save.error.message}
            </p>
          )}
          {lines.map((line) => (
            <AttributeLine key={line.id} line={line} lines={lines} onChange={(to) => change(line.id, to)} />
          ))}
          <div>
            <Button look="ghost" icon={<Plus />} onClick={add}>
              {t('add')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}

function AttributeLine({ line, lines, onChange }: { line: Line; lines: readonly Line[]; onChange: (to: Partial<Line>) => void }) {
  const t = useTranslations('members.attributes')
  const fault = faultOf(line, lines)
  const errorOf = (field: 'name' | 'text') => (fault?.field === field ? t(fault.key, { detail: fault.detail }) : null)
  return (
    <div className={cx('grid grid-cols-[200px_minmax(0,1fr)_auto] items-start gap-2', line.isRemoved && 'opacity-60')}>
      {line.was === null ? (
        <Field label={t('name')} hideLabel error={errorOf('name')}>
          {(wiring) => (
            <Input
              {...wiring}
              autoFocus
              className="font-mono"
              placeholder={t('name')}
              value={line.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <span className="cut font-mono text-small leading-7.5 text-text-2" title={line.name}>
          {line.name}
        </span>
      )}
      <Field label={line.was === null ? t('value') : line.name} hideLabel error={errorOf('text')}>
        {(wiring) => (
          <Input
            {...wiring}
            placeholder={line.isRemoved ? t('removed') : t('value')}
            disabled={line.isRemoved}
            value={line.isRemoved ? '' : line.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <IconButton
        label={t(line.isRemoved ? 'keep' : 'remove', { name: line.name || t('value') })}
        onClick={() => onChange({ isRemoved: !line.isRemoved })}
      >
        {line.isRemoved ? <Undo2 /> : <Trash2 />}
      </IconButton>
    </div>
  )
}

function useSave(member: MemberResource, onDone: () => void) {
  const api = useApi()
  const client = useQueryClient()
  const toast = useToast()
  const t = useTranslations('members.attributes')
  return useMutation({
    mutationFn: (attributes: Record<string, unknown>) =>
      api(memberPath(member.id), memberSchema, { method: 'PATCH', query: byId, body: { attributes } }),
    onSuccess: (saved, attributes) => {
      client.setQueryData(memberKey(member.id), saved)
      void client.invalidateQueries({ queryKey: ['timeline', member.id] })
      const isApplied = Object.entries(attributes).every(
        ([name, value]) => JSON.stringify(saved.attributes[name] ?? null) === JSON.stringify(value),
      )
      toast({ text: t(isApplied ? 'saved' : 'later'), tone: 'good' })
      onDone()
    },
  })
}
