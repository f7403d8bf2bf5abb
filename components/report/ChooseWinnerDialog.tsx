'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Select } from '#components/ui/Input.tsx'
import type { Experiment } from '#domain/experiment/resource.ts'
import { useArmName } from './useArmName.ts'
import { useVerdict } from './useVerdict.ts'

type Props = { experiment: Experiment; onChoose: (arm: string) => Promise<unknown>; onClose: () => void }

/** Asks which arm everybody is to take from now on, with what the test says beside it. */
export function ChooseWinnerDialog({ experiment, onChoose, onClose }: Props) {
  const t = useTranslations('report.experiments')
  const common = useTranslations('common')
  const nameOf = useArmName()
  const verdict = useVerdict()
  const best = [...experiment.arms].sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1))[0]
  const [arm, setArm] = useState(experiment.winner?.arm ?? best?.arm ?? '')
  const { busy, failure, submit } = useSubmit([])
  const confirm = async () => {
    if (await submit(() => onChoose(arm))) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('ask.title')}
      lead={t('ask.lead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" disabled={busy || arm === ''} onClick={confirm}>
            {t('ask.confirm', { arm: nameOf(arm) })}
          </Button>
        </>
      }
    >
      <Select aria-label={t('arm')} value={arm} onChange={(event) => setArm(event.target.value)}>
        {experiment.arms.map((one) => (
          <option key={one.arm} value={one.arm}>
            {nameOf(one.arm)}
          </option>
        ))}
      </Select>
      <p className="mt-3 text-text-2">{verdict.says(experiment)}</p>
      {failure && (
        <p role="alert" className="mt-2 text-small text-bad-text">
          {failure}
        </p>
      )}
    </Dialog>
  )
}
