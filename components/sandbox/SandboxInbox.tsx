'use client'
import { Ellipsis, Inbox, Search, ShieldCheck, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button, IconButton } from '#components/ui/Button.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { EmptyState, Failure } from '#components/ui/EmptyState.tsx'
import { Input } from '#components/ui/Input.tsx'
import { Menu, MenuItem } from '#components/ui/Menu.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { useKeys } from '#components/ui/useKeys.ts'
import { useSearchText } from '#components/useSearchText.ts'
import type { SandboxMessageDetail } from '#domain/message/resource.ts'
import { SandboxLine } from './SandboxLine.tsx'
import { SandboxReader } from './SandboxReader.tsx'
import { type SandboxPage, useEmptySandbox, useMarkRead, useSandbox } from './useSandbox.ts'

type Props = { query: string; opened: SandboxMessageDetail | null; first: SandboxPage }

/** What was not sent but kept: a list at the left, the message as its receiver would see it at the right. */
export function SandboxInbox({ query, opened, first }: Props) {
  const t = useTranslations('sending.sandbox')
  const { may } = useWorkspace()
  const search = useSearchText('q', query)
  const [onlyUnread, setOnlyUnread] = useState(false)
  const list = useSandbox({ q: search.settled, unread: onlyUnread }, query, first)
  const rows = list.data?.pages.flatMap((page) => page.data) ?? []
  const unread = list.data?.pages[0]?.unread ?? 0
  const [at, setAt] = useState<string | null>(opened?.id ?? first.data[0]?.id ?? null)
  const mark = useMarkRead()
  const [emptying, setEmptying] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLDivElement>(null)

  const open = (id: string) => {
    setAt(id)
    const params = new URLSearchParams(window.location.search)
    params.set('message', id)
    window.history.replaceState(null, '', `?${params}`)
    box.current?.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const move = (step: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, rows.findIndex((one) => one.id === at) + step))]
    if (next) open(next.id)
  }
  const current = rows.find((one) => one.id === at)
  const isUnread = current !== undefined && current.readAt === null
  const { mutate } = mark
  // biome-ignore lint/correctness/useExhaustiveDependencies: reading marks as read once; marking as unread again must not be undone by it
  useEffect(() => {
    if (at !== null && isUnread) mutate({ id: at, read: true })
  }, [at])
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    u: () => at !== null && mark.mutate({ id: at, read: false }),
    '/': (event) => {
      event.preventDefault()
      field.current?.focus()
    },
  })
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[320px_minmax(0,1fr)]">
      <section aria-label={t('title')} className="flex min-h-0 flex-col border-r border-line">
        <header className="flex h-15 shrink-0 items-center gap-2 px-4">
          <h1 className="cut flex-1 text-page font-strong tracking-[-0.01em]">{t('title')}</h1>
          {may('editor') && (
            <Menu
              trigger={
                <IconButton label={t('actions')}>
                  <Ellipsis />
                </IconButton>
              }
            >
              <MenuItem danger icon={<Trash2 />} disabled={rows.length === 0} onSelect={() => setEmptying(true)}>
                {t('empty')}
              </MenuItem>
            </Menu>
          )}
        </header>
        <div className="grid shrink-0 gap-2.5 px-4 pb-3">
          <Input
            ref={field}
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            icon={<Search aria-hidden />}
            value={search.text}
            onChange={(event) => search.change(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            className="border-line-strong"
          />
          <div className="flex items-center text-small text-text-2">
            <Checkbox showLabel label={t('onlyUnread')} checked={onlyUnread} onChange={setOnlyUnread} />
            <span className="flex-1" />
            <span className="num" aria-live="polite">
              {t('unread', { count: unread })}
            </span>
          </div>
        </div>
        <div ref={box} className="min-h-0 flex-1 overflow-y-auto border-t border-line px-2 py-2">
          {list.error && rows.length === 0 && <Failure title={t('failed')}>{list.error.message}</Failure>}
          <ul aria-label={t('list')} className="grid gap-px">
            {rows.map((row) => (
              <SandboxLine key={row.id} message={row} current={row.id === at} onOpen={open} />
            ))}
          </ul>
          {rows.length === 0 && search.text && <p className="px-2 py-6 text-center text-text-2">{t('noMatch', { query: search.text })}</p>}
          {list.hasNextPage && (
            <div className="grid p-2">
              <Button small disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
                {t('more')}
              </Button>
            </div>
          )}
        </div>
        <footer className="flex shrink-0 items-center gap-1.5 border-t border-line px-4 py-2.5 text-small text-text-2">
          <ShieldCheck className="size-3.5" /> {t('nothingLeft')}
        </footer>
      </section>
      {at !== null ? (
        <SandboxReader id={at} first={opened} onMarkUnread={() => mark.mutate({ id: at, read: false })} />
      ) : (
        <div className="grid content-center">
          <EmptyState icon={<Inbox />} title={t('none')}>
            {t('noneBody')}
          </EmptyState>
        </div>
      )}
      <EmptyDialog open={emptying} onClose={() => setEmptying(false)} onDone={() => setAt(null)} />
    </div>
  )
}

function EmptyDialog({ open, onClose, onDone }: { open: boolean; onClose: () => void; onDone: () => void }) {
  const t = useTranslations('sending.sandbox')
  const common = useTranslations('common')
  const toast = useToast()
  const empty = useEmptySandbox()
  const run = () =>
    empty.mutate(undefined, {
      onSuccess: () => {
        toast({ text: t('emptied') })
        onDone()
        onClose()
      },
      onError: (error) => toast({ tone: 'bad', text: error.message }),
    })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('emptyTitle')}
      lead={t('emptyLead')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="danger" disabled={empty.isPending} onClick={run}>
            {t('empty')}
          </Button>
        </>
      }
    />
  )
}
