'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { useWhen } from '#components/useFormat.ts'
import type { JourneyResource } from '#domain/journey/resource.ts'

type Props = { theirs: JourneyResource | null; onClose: () => void; onTake: () => void; onKeep: () => Promise<void> }

/** Somebody else saved this draft meanwhile: take theirs, or put ours over it. Nothing is overwritten unasked. */
export function StaleDialog({ theirs, onClose, onTake, onKeep }: Props) {
  const t = useTranslations('designer.staleDialogue')
  const when = useWhen()
  const [busy, setBusy] = useState(false)
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={t('title')}
      lead={theirs ? t('lead', { who: theirs.updatedBy?.name ?? t('somebody'), when: when(theirs.updatedAt) }) : t('loading')}
      footer={
        <>
          <Button disabled={!theirs || busy} onClick={onTake}>
            {t('take')}
          </Button>
          <Button
            look="danger"
            disabled={!theirs || busy}
            onClick={() => {
              setBusy(true)
              void onKeep()
            }}
          >
            {t('keep')}
          </Button>
        </>
      }
    >
      <ul className="grid list-disc gap-1 pl-4 text-text-2">
        <li>{t('takeMeans')}</li>
        <li>{t('keepMeans')}</li>
      </ul>
    </Dialog>
  )
}
