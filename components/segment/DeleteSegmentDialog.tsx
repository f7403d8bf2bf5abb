'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { SegmentResource } from '#domain/segment/resource.ts'

type Props = { segment: SegmentResource; open: boolean; onClose: () => void; onDeleted: () => void }

/** Names what will be lost. A segment that something live names is refused by the server, in a sentence. */
export function DeleteSegmentDialog({ segment, open, onClose, onDeleted }: Props) {
  const t = useTranslations('segments.delete')
  const common = useTranslations('common')
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  const toast = useToast()
  const remove = useMutation({
    mutationFn: () => api.send(`/segments/${segment.key}`, { method: 'DELETE' }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [slug, 'segments'] })
      toast({ text: t('done', { name: segment.name }) })
      onDeleted()
    },
    onError: (error) => {
      toast({ tone: 'bad', text: error.message })
      onClose()
    },
  })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('title', { name: segment.name })}
      lead={t('lead', { count: segment.members })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {t('verb')}
          </Button>
        </>
      }
    />
  )
}
