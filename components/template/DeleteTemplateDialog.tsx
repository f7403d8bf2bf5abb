'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { TemplateListItem } from '#domain/message/resource.ts'

/** Names what will be lost, and who uses it. A template that a live journey sends is refused by the server, in a sentence. */
export function DeleteTemplateDialog({ template, onClose }: { template: TemplateListItem | null; onClose: () => void }) {
  const t = useTranslations('templates.delete')
  const common = useTranslations('common')
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  const toast = useToast()
  const remove = useMutation({
    mutationFn: (one: TemplateListItem) => api.send(`/templates/${one.key}`, { method: 'DELETE' }),
    onSuccess: (_nothing, one) => {
      void client.invalidateQueries({ queryKey: [slug, 'templates'] })
      toast({ text: t('done', { name: one.name }) })
      onClose()
    },
    onError: (error) => {
      toast({ tone: 'bad', text: error.message })
      onClose()
    },
  })
  const users = template?.usedBy ?? []
  return (
    <Dialog
      open={template !== null}
      onClose={onClose}
      title={t('title', { name: template?.name ?? '' })}
      lead={t('lead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => template && remove.mutate(template)}>
            {t('verb')}
          </Button>
        </>
      }
    >
      {users.length > 0 && <p>{t('inDrafts', { count: users.length, names: users.map(({ name }) => name).join(', ') })}</p>}
    </Dialog>
  )
}
