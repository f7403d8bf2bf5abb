'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { CatchUp } from '#domain/journey/catchUp.ts'
import { CatchUpChoice } from './CatchUpChoice.tsx'
import type { Lifecycle, Named } from './useLifecycle.ts'

export type Concerned = Named & { inProgress: number }
type Props = {
  act: Lifecycle | null
  journeys: readonly Concerned[]
  onClose: () => void
  onConfirm: (act: Lifecycle, body: object) => Promise<unknown>
}

/** Names and counts what pausing, resuming, ending or deleting does, before it is done. */
export function LifecycleDialog({ act, journeys, onClose, onConfirm }: Props) {
  return act && <OpenDialog key={act} act={act} journeys={journeys} onClose={onClose} onConfirm={onConfirm} />
}

function OpenDialog({ act, journeys, onClose, onConfirm }: Props & { act: Lifecycle }) {
  const t = useTranslations('journeys.dialogue')
  const common = useTranslations('common')
  const format = useFormat()
  const [members, setMembers] = useState<'cancel' | 'drain'>('cancel')
  const [catchUp, setCatchUp] = useState<CatchUp>({ mode: 'all_now' })
  const [busy, setBusy] = useState(false)
  const inside = journeys.reduce((sum, journey) => sum + journey.inProgress, 0)
  const values = { count: journeys.length, name: journeys[0]?.name ?? '', members: inside, membersText: format.number(inside) }
  const confirm = async () => {
    setBusy(true)
    await onConfirm(act, act === 'end' ? { members } : act === 'resume' ? { catchUp } : {})
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`${act}.title`, values)}
      lead={t(`${act}.lead`, values)}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look={act === 'end' || act === 'delete' ? 'danger' : 'primary'} onClick={confirm} disabled={busy}>
            {t(`${act}.confirm`, values)}
          </Button>
        </>
      }
    >
      {journeys.length > 1 && (
        <ul className="mb-3 max-h-40 overflow-y-auto rounded-r2 border border-line">
          {journeys.map((journey) => (
            <li key={journey.id} className="flex gap-3 border-b border-line px-3 py-1.5 last:border-0">
              <span className="cut flex-1 font-medium">{journey.name}</span>
              <span className="num text-text-2">{t('inside', { count: journey.inProgress })}</span>
            </li>
          ))}
        </ul>
      )}
      {act === 'resume' && <CatchUpChoice journeys={journeys} value={catchUp} onChange={setCatchUp} />}
      {act === 'end' && inside > 0 && (
        <RadioGroup
          label={t('end.members')}
          value={members}
          onChange={setMembers}
          options={[
            { value: 'cancel', label: t('end.cancel'), hint: t('end.cancelHint', values) },
            { value: 'drain', label: t('end.drain'), hint: t('end.drainHint', values) },
          ]}
        />
      )}
    </Dialog>
  )
}
