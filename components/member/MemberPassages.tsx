'use client'
import { useTranslations } from 'next-intl'
import { type Page, usePages } from '#components/list/usePages.ts'
import { useNodeName } from '#components/report/NodeName.tsx'
import { useWords } from '#components/report/useWords.ts'
import { Pagination } from '#components/ui/Pagination.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type MemberResource, type ProgressResource, progressSchema } from '#domain/member/resource.ts'
import { progressTones } from './TracePanel.tsx'
import { byId, memberPath } from './useMember.ts'

type Props = { member: MemberResource; first: Page<ProgressResource>; onChoose: (progressId: string) => void }
export const PASSAGES_LIMIT = 50

/** Every passage of the member, the newest first; a row opens it. */
export function MemberPassages({ member, first, onChoose }: Props) {
  const t = useTranslations('members.passages')
  const status = useTranslations('members.trace.status')
  const format = useFormat()
  const nameOf = useNodeName()
  const words = useWords()
  const {
    rows = [],
    earlier,
    later,
  } = usePages(memberPath(member.id, '/progress'), progressSchema, { query: byId, limit: PASSAGES_LIMIT, first })
  if (rows.length === 0) return <p className="py-16 text-center text-text-2">{t('none')}</p>
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Table>
          <thead className="sticky top-0 z-10 bg-surface">
            <tr>
              <Th className="pl-6">{t('journey')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('at')}</Th>
              <Th end className="pr-6">
                {t('entered')}
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id} className="relative">
                <Td className="max-w-60 pl-6">
                  <button
                    type="button"
                    onClick={() => onChoose(row.id)}
                    className="cut block w-full text-left font-medium after:absolute after:inset-0 after:content-['']"
                    title={row.journey.name}
                  >
                    {row.journey.name}
                  </button>
                </Td>
                <Td>
                  <StateDot tone={progressTones[row.status]}>{status(row.status)}</StateDot>
                </Td>
                <Td className="cut max-w-60 text-text-2">{row.node ? nameOf(row.node) : words.reason(row.reason ?? '')}</Td>
                <Td end className="pr-6 text-text-2" title={format.full(row.enteredAt)}>
                  {format.dateTime(row.enteredAt)}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      {(earlier || later) && (
        <div className="border-t border-line px-6 py-2">
          <Pagination onPrevious={earlier} onNext={later} />
        </div>
      )}
    </div>
  )
}
