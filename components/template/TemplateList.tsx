'use client'
import { FileText, Plus, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState, Failure } from '#components/ui/EmptyState.tsx'
import { Input } from '#components/ui/Input.tsx'
import { Kbd } from '#components/ui/Kbd.tsx'
import { PageHead } from '#components/ui/PageHead.tsx'
import { Table, Th } from '#components/ui/Table.tsx'
import { useKeys } from '#components/ui/useKeys.ts'
import { useSearchText } from '#components/useSearchText.ts'
import type { TemplateListItem } from '#domain/message/resource.ts'
import { CreateTemplateDialog, type NewTemplate } from './CreateTemplateDialog.tsx'
import { DeleteTemplateDialog } from './DeleteTemplateDialog.tsx'
import { starter } from './starter.ts'
import { TemplateRow } from './TemplateRow.tsx'
import { type TemplatePage, useTemplates } from './useTemplates.ts'

/** The templates of the workspace: search, keyboard, new, duplicate, delete. */
export function TemplateList({ query, first }: { query: string; first: TemplatePage }) {
  const t = useTranslations('templates')
  const common = useTranslations('common')
  const router = useRouter()
  const { path, may } = useWorkspace()
  const search = useSearchText('q', query)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTemplates(search.settled, { query, page: first })
  const rows = data?.pages.flatMap((page) => page.data) ?? []
  const [at, setAt] = useState(0)
  const [creating, setCreating] = useState<NewTemplate | null>(null)
  const [deleting, setDeleting] = useState<TemplateListItem | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const open = (key: string) => router.push(path(`/templates/${key}`))
  useKeys({
    j: () => setAt((now) => Math.min(rows.length - 1, now + 1)),
    k: () => setAt((now) => Math.max(0, now - 1)),
    Enter: () => rows[at] && open(rows[at].key),
    '/': (event) => {
      event.preventDefault()
      field.current?.focus()
    },
  })
  const mayEdit = may('editor')
  const create = mayEdit && (
    <Button look={rows.length > 0 || search.text ? 'primary' : 'plain'} icon={<Plus />} onClick={() => setCreating(starter)}>
      {t('new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('title')}>{(rows.length > 0 || search.text) && create}</PageHead>
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-6 pb-3">
        <Input
          ref={field}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          icon={<Search aria-hidden />}
          suffix={<Kbd>/</Kbd>}
          value={search.text}
          onChange={(event) => {
            setAt(0)
            search.change(event.target.value)
          }}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          className="w-66 border-line-strong"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {error && rows.length === 0 && (
          <Failure
            className="m-6"
            title={t('failed')}
            requestId={error instanceof ApiError ? error.requestId : null}
            retry={
              <Button small onClick={() => refetch()}>
                {common('retry')}
              </Button>
            }
          >
            {error.message}
          </Failure>
        )}
        {rows.length > 0 && (
          <Table aria-label={t('title')}>
            <thead className="sticky top-0 z-10 bg-surface">
              <tr>
                <Th className="pl-6">{t('column.name')}</Th>
                <Th>{t('column.key')}</Th>
                <Th end className="max-wide:hidden">
                  {t('column.version')}
                </Th>
                <Th>{t('column.usedBy')}</Th>
                <Th>{t('column.edited')}</Th>
                <Th>
                  <span className="sr-only">{t('column.actions')}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <TemplateRow
                  key={row.key}
                  template={row}
                  href={path(`/templates/${row.key}`)}
                  current={index === at}
                  onDuplicate={
                    mayEdit ? () => setCreating({ name: t('copyOf', { name: row.name }), format: row.format, copyOf: row.key }) : undefined
                  }
                  onDelete={mayEdit ? () => setDeleting(row) : undefined}
                />
              ))}
            </tbody>
          </Table>
        )}
        {!error && rows.length === 0 && !search.text && (
          <EmptyState icon={<FileText />} title={t('empty.title')} actions={create}>
            {t('empty.body')}
          </EmptyState>
        )}
        {!error && rows.length === 0 && search.text && (
          <EmptyState
            icon={<Search />}
            title={t('nothing', { query: search.text })}
            actions={
              <Button look="ghost" onClick={() => search.change('')}>
                {t('clear')}
              </Button>
            }
          />
        )}
        {hasNextPage && (
          <div className="grid justify-center p-4">
            <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
              {common('next')}
            </Button>
          </div>
        )}
      </div>
      <CreateTemplateDialog from={creating} onClose={() => setCreating(null)} onCreated={open} />
      <DeleteTemplateDialog template={deleting} onClose={() => setDeleting(null)} />
    </>
  )
}
