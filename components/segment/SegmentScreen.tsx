'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { UnsavedGuard } from '#components/forms/UnsavedGuard.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Crumb } from '#components/ui/Crumb.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input } from '#components/ui/Input.tsx'
import { PageHead } from '#components/ui/PageHead.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type SegmentResource, segmentSchema } from '#domain/segment/resource.ts'
import { Counting } from './Counting.tsx'
import { DeleteSegmentDialog } from './DeleteSegmentDialog.tsx'
import { SegmentCondition } from './SegmentCondition.tsx'
import { SegmentMembers } from './SegmentMembers.tsx'
import { conditionOf, draftOf } from './segmentDraft.ts'

const contentOf = ({ name, description, condition }: SegmentResource) => ({ name, description, draft: draftOf(condition) })

/** One segment: what it asks, and who is in it now. */
export function SegmentScreen({ segment: first }: { segment: SegmentResource }) {
  const t = useTranslations('segments')
  const router = useRouter()
  const format = useFormat()
  const { api, slug, path, may } = useWorkspace()
  const client = useQueryClient()
  const toast = useToast()
  const queryKey = [slug, 'segments', 'one', first.key]
  const { data: segment } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api(`/segments/${first.key}`, segmentSchema, { signal }),
    initialData: first,
    refetchInterval: ({ state }) => (state.data?.counting ? 2_000 : 5_000),
  })
  const [content, setContent] = useState(() => contentOf(first))
  const [read, setRead] = useState(first)
  const [isDeleting, setDeleting] = useState(false)
  const mayEdit = may('editor')
  const isChanged = JSON.stringify(content) !== JSON.stringify(contentOf(read))
  const save = useMutation({
    mutationFn: () =>
      api(`/segments/${first.key}`, segmentSchema, {
        method: 'PUT',
        headers: { 'If-Match': `"${read.updatedAt}"` },
        body: { name: content.name, description: content.description, condition: conditionOf(content.draft) },
      }),
    onSuccess: (saved) => {
      setRead(saved)
      setContent(contentOf(saved))
      client.setQueryData(queryKey, saved)
      void client.invalidateQueries({ queryKey: [slug, 'segments', 'list'] })
      void client.invalidateQueries({ queryKey: [slug, 'pages', `/segments/${first.key}/members`] })
      toast({ text: t('saved') })
    },
  })
  return (
    <>
      <UnsavedGuard dirty={isChanged} />
      <PageHead title={read.name} before={<Crumb href={path('/segments')}>{t('title')}</Crumb>}>
        {mayEdit && (
          <>
            <Button look="ghost" icon={<Trash2 />} onClick={() => setDeleting(true)}>
              {t('delete.verb')}
            </Button>
            <Button look="primary" disabled={!isChanged || save.isPending || !content.name.trim()} onClick={() => save.mutate()}>
              {t('save')}
            </Button>
          </>
        )}
      </PageHead>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="grid max-w-170 gap-4 px-6 pb-6">
          <p className="text-text-2">
            <code>{first.key}</code>
          </p>
          <Field label={t('name')} error={save.error?.message ?? null}>
            {(wiring) => (
              <Input
                {...wiring}
                disabled={!mayEdit}
                maxLength={120}
                value={content.name}
                onChange={(event) => setContent({ ...content, name: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('description')}>
            {(wiring) => (
              <Input
                {...wiring}
                disabled={!mayEdit}
                maxLength={1_000}
                value={content.description}
                onChange={(event) => setContent({ ...content, description: event.target.value })}
              />
            )}
          </Field>
          <SegmentCondition value={content.draft} onChange={mayEdit ? (draft) => setContent({ ...content, draft }) : undefined} />
        </div>
        <section aria-label={t('members')} className="border-t border-line">
          <h2 className="flex items-baseline gap-2 px-6 pt-4 pb-2 font-strong">
            {t('members')}
            <span className="num font-normal text-text-2" data-testid="members">
              {format.number(segment.members)}
            </span>
            <Counting counting={segment.counting} />
          </h2>
          <SegmentMembers segmentKey={first.key} isCounting={segment.counting !== null} />
        </section>
      </div>
      <DeleteSegmentDialog
        segment={segment}
        open={isDeleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => router.push(path('/segments'))}
      />
    </>
  )
}
