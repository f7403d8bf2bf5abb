'use client'
import { useTranslations } from 'next-intl'
import { Table, Th } from '#components/ui/Table.tsx'
import type { TemplateListItem } from '#domain/message/resource.ts'
import { TemplateRow } from './TemplateRow.tsx'

type Act = (template: TemplateListItem) => void
type Props = {
  rows: readonly TemplateListItem[]
  current: number
  hrefOf: (key: string) => string
  /** null: one may only look. */
  acts: { onDuplicate: Act; onDelete: Act } | null
}

/** Templates in rows, with the journeys that use them. */
export function TemplateTable({ rows, current, hrefOf, acts }: Props) {
  const t = useTranslations('templates')
  return (
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
            href={hrefOf(row.key)}
            current={index === current}
            onDuplicate={acts ? () => acts.onDuplicate(row) : undefined}
            onDelete={acts ? () => acts.onDelete(row) : undefined}
          />
        ))}
      </tbody>
    </Table>
  )
}
