'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import type { SegmentResource } from '#domain/segment/resource.ts'
import { Counting } from './Counting.tsx'

/** Segments in rows with who is in them now. */
export function SegmentTable({ rows, current }: { rows: readonly SegmentResource[]; current: number }) {
  const t = useTranslations('segments')
  const format = useFormat()
  const when = useWhen()
  const { path } = useWorkspace()
  return (
    <Table aria-label={t('title')}>
      <thead className="sticky top-0 z-10 bg-surface">
        <tr>
          <Th className="pl-6">{t('column.name')}</Th>
          <Th>{t('column.key')}</Th>
          <Th end>{t('column.members')}</Th>
          <Th end className="pr-6">
            {t('column.updated')}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Tr key={row.key} current={index === current}>
            <Td className="h-13.5! max-w-82 pl-6">
              <Link href={path(`/segments/${row.key}`)} title={row.name} className="cut block font-strong hover:text-accent-text">
                {row.name}
              </Link>
              {row.description && (
                <div className="cut text-small text-text-2" title={row.description}>
                  {row.description}
                </div>
              )}
            </Td>
            <Td className="cut max-w-48" title={row.key}>
              <code>{row.key}</code>
            </Td>
            <Td end>
              {format.number(row.members)}
              <Counting counting={row.counting} />
            </Td>
            <Td end className="pr-6 whitespace-nowrap text-text-2">
              <time dateTime={row.updatedAt} title={format.full(row.updatedAt)}>
                {when(row.updatedAt)}
              </time>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
