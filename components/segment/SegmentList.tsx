'use client'
import { UsersRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { KeyedList } from '#components/list/KeyedList.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { useSearchText } from '#components/useSearchText.ts'
import { CreateSegmentDialog } from './CreateSegmentDialog.tsx'
import { SegmentTable } from './SegmentTable.tsx'
import { type SegmentPage, useSegments } from './useSegments.ts'

/** The segments of the workspace. */
export function SegmentList({ query, first }: { query: string; first: SegmentPage }) {
  const router = useRouter()
  const { path, may } = useWorkspace()
  const search = useSearchText('q', query)
  const [isCreating, setCreating] = useState(false)
  const hrefOf = (key: string) => path(`/segments/${key}`)
  return (
    <>
      <KeyedList
        words="segments"
        icon={<UsersRound />}
        search={search}
        query={useSegments(search.settled, { query, page: first })}
        hrefOf={hrefOf}
        onNew={may('editor') ? () => setCreating(true) : undefined}
      >
        {(rows, current) => <SegmentTable rows={rows} current={current} />}
      </KeyedList>
      {isCreating && <CreateSegmentDialog onClose={() => setCreating(false)} onCreated={(key) => router.push(hrefOf(key))} />}
    </>
  )
}
