'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useMemberName } from '#components/member/MemberName.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat, useText } from '#components/useFormat.ts'
import type { PassageError } from '#domain/journey/errors.ts'
import { NodeTile } from './NodeName.tsx'
import { useWords } from './useWords.ts'

type Props = {
  rows: readonly PassageError[]
  chosen: ReadonlySet<string>
  /** Undefined where nothing can be done with them. */
  onChoose?: (chosen: ReadonlySet<string>) => void
}

/** Passages in ERROR in rows, with a box each; the member's name leads to the passage. */
export function ErrorsTable({ rows, chosen, onChoose }: Props) {
  const t = useTranslations('report.errors')
  const all = rows.length > 0 && rows.every(({ id }) => chosen.has(id))
  const some = rows.some(({ id }) => chosen.has(id))
  return (
    <Table aria-label={t('title')}>
      <thead className="sticky top-0 z-10 bg-surface">
        <tr>
          {onChoose && (
            <Th className="w-10 pl-6">
              <Checkbox
                label={t('chooseAll')}
                checked={all ? true : some ? 'mixed' : false}
                onChange={(checked) => onChoose(new Set(checked ? rows.map(({ id }) => id) : []))}
              />
            </Th>
          )}
          <Th className={onChoose ? 'w-[26%]' : 'w-[26%] pl-6'}>{t('member')}</Th>
          <Th>{t('node')}</Th>
          <Th>{t('reason')}</Th>
          <Th end className="pr-6">
            {t('failed')}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ErrorRow key={row.id} row={row} chosen={chosen} {...(onChoose ? { onChoose } : {})} />
        ))}
      </tbody>
    </Table>
  )
}

function ErrorRow({ row, chosen, onChoose }: Omit<Props, 'rows'> & { row: PassageError }) {
  const t = useTranslations('report.errors')
  const format = useFormat()
  const text = useText()
  const words = useWords()
  const { path } = useWorkspace()
  const name = useMemberName()(row.member)
  const isChosen = chosen.has(row.id)
  const choose = () => {
    const next = new Set(chosen)
    if (isChosen) next.delete(row.id)
    else next.add(row.id)
    onChoose?.(next)
  }
  const { node } = row
  return (
    <Tr selected={isChosen}>
      {onChoose && (
        <Td className="pl-6">
          <Checkbox label={t('choose', { name })} checked={isChosen} onChange={choose} />
        </Td>
      )}
      <Td className={onChoose ? 'max-w-60' : 'max-w-60 pl-6'}>
        <Link href={path(`/members/${row.member.id}?progress=${row.id}`)} className="cut block font-medium" title={name}>
          {name}
        </Link>
      </Td>
      <Td className="max-w-60">
        <span className="flex items-center gap-2">
          <NodeTile kind={node.kind} small />
          <span className="cut">{node.name || (node.summary ? text(node.summary) : node.key)}</span>
        </span>
      </Td>
      <Td className="cut max-w-80 text-text-2" title={words.reason(row.reason)}>
        {words.reason(row.reason)}
      </Td>
      <Td end className="pr-6 text-text-2" title={format.full(row.failedAt)}>
        {format.dateTime(row.failedAt)}
      </Td>
    </Tr>
  )
}
