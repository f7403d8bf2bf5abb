'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreateKeyedDialog } from '#components/list/CreateKeyedDialog.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { segmentSchema } from '#domain/segment/resource.ts'
import { SegmentCondition } from './SegmentCondition.tsx'
import { type ConditionDraft, conditionOf, everyone } from './segmentDraft.ts'

/** Asks for a name, a key and a condition, and makes the segment. */
export function CreateSegmentDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (key: string) => void }) {
  const t = useTranslations('segments')
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  const [draft, setDraft] = useState<ConditionDraft>(everyone)
  const create = async (named: { name: string; key: string }) => {
    const made = await api('/segments', segmentSchema, { method: 'POST', body: { ...named, condition: conditionOf(draft) } })
    void client.invalidateQueries({ queryKey: [slug, 'segments'] })
    onCreated(made.key)
  }
  return (
    <CreateKeyedDialog title={t('create')} keyHint={t('keyHint')} create={create} onClose={onClose}>
      <SegmentCondition value={draft} onChange={setDraft} />
    </CreateKeyedDialog>
  )
}
