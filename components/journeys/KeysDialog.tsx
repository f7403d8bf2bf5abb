'use client'
import { useTranslations } from 'next-intl'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Kbd } from '#components/ui/Kbd.tsx'

type Props = { open: boolean; onClose: () => void; keys: readonly { keys: readonly string[]; does: string }[] }

/** All keys of a page. */
export function KeysDialog({ open, onClose, keys }: Props) {
  const t = useTranslations('journeys')
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')}>
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2">
        {keys.map((line) => (
          <div key={line.does} className="contents">
            <dt>{line.does}</dt>
            <dd className="flex justify-end gap-1">
              {line.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
