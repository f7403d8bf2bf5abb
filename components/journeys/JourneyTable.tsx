'use client'
import { useTranslations } from 'next-intl'
import { type Ref, useImperativeHandle, useRef } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { SortTh, Table, Th } from '#components/ui/Table.tsx'
import { JourneyRow, type RowVerb } from './JourneyRow.tsx'
import { useWindowedRows } from './useWindowedRows.ts'
import { firstDirection, type ListRow, type ListView, type SortBy } from './view.ts'

export type TableControl = { show: (index: number) => void }
type Props = {
  ref: Ref<TableControl>
  rows: readonly ListRow[]
  at: number
  view: ListView
  onView: (change: Partial<ListView>) => void
  selected: ReadonlySet<string>
  onSelect: (id: string, selected: boolean) => void
  onSelectAll: (all: boolean) => void
  onVerb: (verb: RowVerb, row: ListRow) => void
}

/** The rows in view, between two spacers that stand for the others. */
export function JourneyTable({ ref, rows, at, view, onView, selected, onSelect, onSelectAll, onVerb }: Props) {
  const t = useTranslations('journeys')
  const { path, may } = useWorkspace()
  const box = useRef<HTMLDivElement>(null)
  const { from, to, above, below, show } = useWindowedRows(box, rows.length)
  useImperativeHandle(ref, () => ({ show }), [show])
  const picked = rows.filter((row) => selected.has(row.id)).length
  const head = (sort: SortBy, more: { end?: boolean; className?: string } = {}) => (
    <SortTh
      {...more}
      label={t(`column.${sort}`)}
      active={view.sort === sort ? view.direction : null}
      onSort={() => onView({ sort, direction: view.sort === sort ? (view.direction === 'asc' ? 'desc' : 'asc') : firstDirection(sort) })}
    />
  )
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
      <Table aria-label={t('title')} aria-rowcount={rows.length + 1}>
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            <Th className="w-9 pr-0! pl-6!">
              <Checkbox
                label={t('selectAll')}
                checked={picked === 0 ? false : picked === rows.length ? true : 'mixed'}
                onChange={(checked) => onSelectAll(checked)}
              />
            </Th>
            {head('name')}
            {head('status')}
            <Th className="max-wide:hidden">{t('column.channels')}</Th>
            {head('inProgress', { end: true })}
            {head('triggered', { end: true })}
            <Th>{t('column.perDay')}</Th>
            {head('updatedAt', { className: 'max-roomy:hidden' })}
            <Th>
              <span className="sr-only">{t('column.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {above > 0 && (
            <tr aria-hidden>
              <td colSpan={9} style={{ height: above }} />
            </tr>
          )}
          {rows.slice(from, to).map((row, offset) => (
            <JourneyRow
              key={row.id}
              row={row}
              href={path(`/journeys/${row.id}`)}
              index={from + offset}
              selected={selected.has(row.id)}
              current={from + offset === at}
              mayEdit={may('editor')}
              mayDelete={may('owner')}
              onSelect={onSelect}
              onVerb={onVerb}
            />
          ))}
          {below > 0 && (
            <tr aria-hidden>
              <td colSpan={9} style={{ height: below }} />
            </tr>
          )}
        </tbody>
      </Table>
    </div>
  )
}
