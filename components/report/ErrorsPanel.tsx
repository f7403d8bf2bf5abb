'use client'
import { CircleCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LoadFailure } from '#components/LoadFailure.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { EmptyState } from '#components/ui/EmptyState.tsx'
import { Select } from '#components/ui/Input.tsx'
import { Pagination } from '#components/ui/Pagination.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import type { JourneyHead } from '#domain/report/page.ts'
import { type ErrorAct, ErrorActs } from './ErrorActs.tsx'
import { ErrorsTable } from './ErrorsTable.tsx'
import { useErrors } from './useErrors.ts'
import { useWords } from './useWords.ts'

const NOBODY: ReadonlySet<string> = new Set()

/** Passages in ERROR, and what to do with those chosen, or, with none chosen, with all that match. */
export function ErrorsPanel({ head, node }: { head: JourneyHead; node: string | null }) {
  const t = useTranslations('report.errors')
  const words = useWords()
  const toast = useToast()
  const { may } = useWorkspace()
  const [reason, setReason] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NOBODY)
  const filter = { ...(node && { node }), ...(reason !== null && { reason }) }
  const { rows, error, refetch, earlier, later, total, reasons, underWay, act } = useErrors(head.id, filter)
  const picked = (rows ?? []).filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  const run = async (what: ErrorAct, target: string | undefined) => {
    const which = picked.length > 0 ? { progressIds: picked } : { filter }
    const { matched } = await act({ act: what, ...which, ...(target !== undefined && { node: target }) })
    setChosen(NOBODY)
    toast({ text: t('begun', { count: matched }) })
  }
  if (error && !rows) return <LoadFailure className="mx-6" title={t('failedToLoad')} error={error} onRetry={refetch} />
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-3 px-6 pb-3">
        <Select
          small
          aria-label={t('reason')}
          className="max-w-70"
          value={reason ?? ''}
          onChange={(event) => {
            setReason(event.target.value || null)
            setChosen(NOBODY)
          }}
        >
          <option value="">{t('anyReason')}</option>
          {reasons.map((one) => (
            <option key={one} value={one}>
              {words.reason(one)}
            </option>
          ))}
        </Select>
        {may('editor') && rows && rows.length > 0 && (
          <ErrorActs
            count={picked.length > 0 ? picked.length : (total ?? rows.length)}
            isChosen={picked.length > 0}
            mayGoOn={head.status !== 'ENDED'}
            nodes={head.nodes}
            onAct={run}
          />
        )}
        {underWay && (
          <span role="status" className="num text-small text-text-2">
            {t('underWay', { put: underWay.put, matched: underWay.matched })}
          </span>
        )}
      </div>
      {rows && rows.length === 0 && (
        <EmptyState icon={<CircleCheck />} title={t(reason === null && node === null ? 'none' : 'noneMatch')}>
          {t('noneLead')}
        </EmptyState>
      )}
      {rows && rows.length > 0 && (
        <>
          <div className="min-h-0 flex-1 overflow-y-auto">
            <ErrorsTable rows={rows} chosen={chosen} {...(may('editor') ? { onChoose: setChosen } : {})} />
          </div>
          <footer className="shrink-0 border-t border-line px-6 py-2">
            <Pagination onPrevious={earlier} onNext={later}>
              <span className="num">{t('shown', { count: rows.length })}</span>
            </Pagination>
          </footer>
        </>
      )}
    </>
  )
}
