'use client'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { KeyResource } from '#domain/workspace/resource.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'

export function RevokeKeyDialog({ revoked, onClose, onRevoked }: { revoked: KeyResource; onClose: () => void; onRevoked: () => void }) {
  const t = useTranslations('settings.keys')
  const toast = useToast()
  const { api } = useWorkspace()
  const { id, name, prefix } = revoked
  const revoke = async () => {
    await api.send(`/keys/${id}`, { method: 'DELETE' })
    toast({ text: t('revoked', { name }) })
    onRevoked()
  }
  return (
    <ConfirmDialog
      title={t('revokeTitle', { name })}
      lead={t('revokeLead', { prefix })}
      verb={t('revoke')}
      onConfirm={revoke}
      onClose={onClose}
    />
  )
}
