'use client'
import { FileText } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { KeyedList } from '#components/list/KeyedList.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { useSearchText } from '#components/useSearchText.ts'
import type { TemplateListItem } from '#domain/message/resource.ts'
import { CreateTemplateDialog, type NewTemplate } from './CreateTemplateDialog.tsx'
import { DeleteTemplateDialog } from './DeleteTemplateDialog.tsx'
import { starter } from './starter.ts'
import { TemplateTable } from './TemplateTable.tsx'
import { type TemplatePage, useTemplates } from './useTemplates.ts'

/** The templates of the workspace, to make anew, copy and delete. */
export function TemplateList({ query, first }: { query: string; first: TemplatePage }) {
  const t = useTranslations('templates')
  const router = useRouter()
  const { path, may } = useWorkspace()
  const search = useSearchText('q', query)
  const [creating, setCreating] = useState<NewTemplate | null>(null)
  const [deleting, setDeleting] = useState<TemplateListItem | null>(null)
  const hrefOf = (key: string) => path(`/templates/${key}`)
  const acts = {
    onDuplicate: (row: TemplateListItem) => setCreating({ name: t('copyOf', { name: row.name }), format: row.format, copyOf: row.key }),
    onDelete: setDeleting,
  }
  return (
    <>
      <KeyedList
        words="templates"
        icon={<FileText />}
        search={search}
        query={useTemplates(search.settled, { query, page: first })}
        hrefOf={hrefOf}
        onNew={may('editor') ? () => setCreating(starter) : undefined}
      >
        {(rows, current) => <TemplateTable rows={rows} current={current} hrefOf={hrefOf} acts={may('editor') ? acts : null} />}
      </KeyedList>
      {creating && <CreateTemplateDialog from={creating} onClose={() => setCreating(null)} onCreated={(key) => router.push(hrefOf(key))} />}
      <DeleteTemplateDialog template={deleting} onClose={() => setDeleting(null)} />
    </>
  )
}
