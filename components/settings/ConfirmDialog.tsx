'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'

type Props = { title: ReactNode; lead: ReactNode; verb: ReactNode; onConfirm: () => Promise<unknown>; onClose: () => void }

/** Says what will be lost, and asks once. A refusal is shown in place. */
export function ConfirmDialog({ title, lead, verb, onConfirm, onClose }: Props) {
  const common = useTranslations('common')
  const { busy, failure, submit } = useSubmit([])
  const confirm = async () => {
    if (await submit(onConfirm)) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      lead={lead}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="danger" disabled={busy} onClick={confirm}>
            {verb}
          </Button>
        </>
      }
    >
      {failure && (
        <p role="alert" className="text-small text-bad-text">
          {failure}
        </p>
      )}
    </Dialog>
  )
}
