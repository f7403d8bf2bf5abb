'use client'
import { Ellipsis, Plus, Send } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ListHead } from '#components/settings/ListHead.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button, IconButton } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/Menu.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { Tag } from '#components/ui/Tag.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { ProviderResource } from '#domain/message/provider.ts'
import { ProviderDialog } from './ProviderDialog.tsx'
import { type ProviderList, useProviders, useProviderVerbs } from './useProviders.ts'

/** Where email goes, and the accounts that take it there. */
export function ProviderSettings({ first }: { first: ProviderList }) {
  const t = useTranslations('sending.providers')
  const { isDemo } = useWorkspace()
  const { data } = useProviders(first)
  const [editing, setEditing] = useState<ProviderResource | 'new' | null>(null)
  const [removing, setRemoving] = useState<ProviderResource | null>(null)
  const own = data.data.find((one) => one.id === data.inUse)
  const inUse = isDemo
    ? t('inUseDemo')
    : own && own.kind === 'smtp'
      ? t('inUseOwn', { name: own.name })
      : data.inUse === 'SMTP_URL'
        ? t('inUseInstallation')
        : t('inUseSandbox')
  const add = (
    <Button icon={<Plus />} look={data.data.length > 0 ? 'primary' : 'plain'} onClick={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  return (
    <div>
      <ListHead lead={t('lead')}>{data.data.length > 0 && add}</ListHead>
      <p className="flex wrap-anywhere items-center gap-2 rounded-r3 border border-line bg-surface-sunk px-4 py-3">
        <Send className="text-text-3" /> {inUse}
      </p>
      {data.data.length === 0 ? (
        <EmptyState icon={<Send />} title={t('none')} actions={add} />
      ) : (
        <Table aria-label={t('title')} className="mt-4 table-fixed">
          <thead>
            <tr>
              <Th>{t('column.name')}</Th>
              <Th>{t('column.server')}</Th>
              <Th>{t('column.state')}</Th>
              <Th className="w-52">
                <span className="sr-only">{t('column.actions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {data.data.map((provider) => (
              <ProviderRow
                key={provider.id}
                provider={provider}
                isInUse={provider.id === data.inUse}
                onEdit={() => setEditing(provider)}
                onRemove={() => setRemoving(provider)}
              />
            ))}
          </tbody>
        </Table>
      )}
      <ProviderDialog editing={editing} onClose={() => setEditing(null)} />
      <RemoveDialog provider={removing} onClose={() => setRemoving(null)} />
    </div>
  )
}

type RowProps = { provider: ProviderResource; isInUse: boolean; onEdit: () => void; onRemove: () => void }
function ProviderRow({ provider, isInUse, onEdit, onRemove }: RowProps) {
  const t = useTranslations('sending.providers')
  const common = useTranslations('common')
  const toast = useToast()
  const { change, test } = useProviderVerbs()
  const { id, name, kind, settings, lastError } = provider
  const onError = (error: Error) => toast({ tone: 'bad', text: error.message })
  const runTest = () =>
    test.mutate(id, {
      onSuccess: ({ works, detail }) =>
        toast(works ? { text: t('testWorks', { name }) } : { tone: 'bad', text: t('testFails', { name, detail: detail ?? '' }) }),
      onError,
    })
  return (
    <Tr>
      <Td className="h-13.5!">
        <span className="flex items-center gap-2">
          <span className="cut font-strong" title={name}>
            {name}
          </span>
          {isInUse && <Tag tone="accent">{t('inUse')}</Tag>}
        </span>
        <span className="text-small text-text-2">{t(`kind.${kind}`)}</span>
      </Td>
      <Td className="cut" title={settings ? `${settings.host}:${settings.port}` : undefined}>
        {settings ? <code>{`${settings.host}:${settings.port}`}</code> : '–'}
      </Td>
      <Td>
        <StateDot tone={lastError ? 'error' : 'ok'}>{lastError ? t('broken') : t('works')}</StateDot>
        {lastError && (
          <div className="cut text-small text-text-2" title={lastError}>
            {lastError}
          </div>
        )}
      </Td>
      <Td className="text-right whitespace-nowrap">
        {kind === 'smtp' && (
          <Button small disabled={test.isPending} onClick={runTest}>
            {test.isPending ? t('testing') : t('test')}
          </Button>
        )}{' '}
        <Menu
          trigger={
            <IconButton small label={`${common('more')}: ${name}`}>
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem disabled={provider.isDefault} onSelect={() => change.mutate({ id, isDefault: true }, { onError })}>
            {t('makeDefault')}
          </MenuItem>
          <MenuItem onSelect={onEdit}>{t('edit')}</MenuItem>
          <MenuLine />
          <MenuItem danger onSelect={onRemove}>
            {t('remove')}
          </MenuItem>
        </Menu>
      </Td>
    </Tr>
  )
}

function RemoveDialog({ provider, onClose }: { provider: ProviderResource | null; onClose: () => void }) {
  const t = useTranslations('sending.providers')
  const common = useTranslations('common')
  const toast = useToast()
  const { remove } = useProviderVerbs()
  const run = (one: ProviderResource) =>
    remove.mutate(one.id, {
      onSuccess: () => toast({ text: t('removed', { name: one.name }) }),
      onError: (error) => toast({ tone: 'bad', text: error.message }),
      onSettled: onClose,
    })
  return (
    <Dialog
      open={provider !== null}
      onClose={onClose}
      title={t('removeTitle', { name: provider?.name ?? '' })}
      lead={t('removeLead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="danger" disabled={remove.isPending} onClick={() => provider && run(provider)}>
            {t('remove')}
          </Button>
        </>
      }
    />
  )
}
