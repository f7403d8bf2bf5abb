'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Plus, Tags } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ApiError } from '#components/api.ts'
import { useTopics } from '#components/forms/useTopics.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { EmptyState, Failure } from '#components/ui/EmptyState.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { type TopicList as List, type TopicResource, topicSchema } from '#domain/topic/resource.ts'
import { ListHead } from './ListHead.tsx'
import { NewTopicDialog } from './NewTopicDialog.tsx'
import { RenameTopicDialog } from './RenameTopicDialog.tsx'
import { TopicTable } from './TopicTable.tsx'

/** What messages are about: create, rename, archive; and what is named without being listed. */
export function TopicList({ first }: { first: List }) {
  const t = useTranslations('settings.topics')
  const { api, slug, may } = useWorkspace()
  const toast = useToast()
  const queries = useQueryClient()
  const { data, error } = useTopics(first)
  const [creating, setCreating] = useState<string | null>(null)
  const [renaming, setRenaming] = useState<TopicResource | null>(null)
  const { data: topics, unlisted } = data ?? first
  const refresh = () => queries.invalidateQueries({ queryKey: [slug, 'topics'] })
  const archive = async (topic: TopicResource, isArchived: boolean) => {
    try {
      await api(`/topics/${topic.id}`, topicSchema, { method: 'PATCH', body: { isArchived } })
      const undo = () => void archive(topic, !isArchived)
      toast({ text: t(isArchived ? 'archived' : 'restored', { name: topic.name }), undo })
    } catch (refused) {
      toast({ tone: 'bad', text: refused instanceof ApiError ? refused.message : String(refused) })
    }
    await refresh()
  }
  const create = may('editor') && (
    <Button look={topics.length > 0 ? 'primary' : 'plain'} icon={<Plus />} onClick={() => setCreating('')}>
      {t('new')}
    </Button>
  )
  return (
    <>
      <ListHead lead={t('lead')}>{topics.length > 0 && create}</ListHead>
      {error && <Failure title={error.message} className="mb-4" />}
      {topics.length === 0 ? (
        <EmptyState icon={<Tags />} title={t('empty.title')} actions={create}>
          {t('empty.body')}
        </EmptyState>
      ) : (
        <TopicTable topics={topics} acts={may('editor') ? { onRename: setRenaming, onArchive: archive } : null} />
      )}
      {unlisted.length > 0 && may('editor') && <Unlisted keys={unlisted} onList={setCreating} />}
      {creating !== null && <NewTopicDialog ofKey={creating || null} onClose={() => setCreating(null)} onCreated={refresh} />}
      {renaming && <RenameTopicDialog topic={renaming} onClose={() => setRenaming(null)} onRenamed={refresh} />}
    </>
  )
}

function Unlisted({ keys, onList }: { keys: readonly string[]; onList: (key: string) => void }) {
  const t = useTranslations('settings.topics')
  return (
    <section aria-labelledby="unlisted" className="mt-6 pb-6">
      <h2 id="unlisted" className="font-strong">
        {t('unlisted')}
      </h2>
      <p className="max-w-150 text-text-2">{t('unlistedLead')}</p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {keys.map((key) => (
          <li key={key} className="min-w-0 max-w-full">
            <Button small icon={<Plus />} className="max-w-full min-w-0" title={key} onClick={() => onList(key)}>
              <span className="cut">{t('list', { key })}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
