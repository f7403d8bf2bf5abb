'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState, Failure } from '#components/ui/EmptyState.tsx'
import { SkeletonRows } from '#components/ui/Skeleton.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import { type KeyResource, keySchema } from '#domain/workspace/resource.ts'
import { CreateKeyDialog } from './CreateKeyDialog.tsx'
import { ListHead } from './ListHead.tsx'
import { RevokeKeyDialog } from './RevokeKeyDialog.tsx'

const listSchema = z.object({ data: z.array(keySchema) })

/** The keys of the workspace: create (shown once), revoke. */
export function KeyList({ first }: { first: KeyResource[] }) {
  const t = useTranslations('settings.keys')
  const { api, slug } = useWorkspace()
  const queries = useQueryClient()
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<KeyResource | null>(null)
  const keys = useQuery({
    queryKey: [slug, 'keys'],
    queryFn: ({ signal }) => api('/keys', listSchema, { signal }),
    initialData: { data: first },
  })
  const refresh = () => queries.invalidateQueries({ queryKey: [slug, 'keys'] })
  return (
    <>
      <ListHead lead={t('lead')}>
        <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
          {t('create')}
        </Button>
      </ListHead>
      {keys.error && <Failure title={keys.error.message} className="my-4" />}
      {!keys.data && <SkeletonRows columns={['w-40', 'w-20', 'w-24']} />}
      {keys.data?.data.length === 0 ? (
        <EmptyState
          icon={<KeyRound />}
          title={t('empty.title')}
          actions={
            <Button icon={<Plus />} onClick={() => setCreating(true)}>
              {t('create')}
            </Button>
          }
        >
          {t('empty.body')}
        </EmptyState>
      ) : (
        <KeyTable keys={keys.data?.data ?? []} onRevoke={setRevoking} />
      )}
      {creating && <CreateKeyDialog onClose={() => setCreating(false)} onCreated={refresh} />}
      {revoking && <RevokeKeyDialog revoked={revoking} onClose={() => setRevoking(null)} onRevoked={refresh} />}
    </>
  )
}

function KeyTable({ keys, onRevoke }: { keys: KeyResource[]; onRevoke: (key: KeyResource) => void }) {
  const t = useTranslations('settings.keys')
  const format = useFormat()
  const when = useWhen()
  return (
    <Table className="table-fixed">
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th className="w-24">{t('scope')}</Th>
          <Th className="w-44">{t('key')}</Th>
          <Th className="w-32 max-wide:hidden">{t('created')}</Th>
          <Th className="w-32">{t('lastUsed')}</Th>
          <Th className="w-28" />
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <Tr key={key.id}>
            <Td className="cut font-medium" title={key.name}>
              {key.name}
            </Td>
            <Td>{t(`scopes.${key.scope}`)}</Td>
            <Td className="cut">
              <code>{key.prefix}…</code>
            </Td>
            <Td className="max-wide:hidden" title={format.full(key.createdAt)}>
              {when(key.createdAt)}
            </Td>
            <Td {...(key.lastUsedAt ? { title: format.full(key.lastUsedAt) } : {})}>
              {key.lastUsedAt ? when(key.lastUsedAt) : t('never')}
            </Td>
            <Td end>
              <Button small look="danger" aria-label={t('revokeOf', { name: key.name })} onClick={() => onRevoke(key)}>
                {t('revoke')}
              </Button>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
