'use client'
import { Copy, Download, Ellipsis, Flag, Pause, Play, Trash2, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Avatar } from '#components/ui/Avatar.tsx'
import { IconButton } from '#components/ui/Button.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/Menu.tsx'
import { Sparkline } from '#components/ui/Sparkline.tsx'
import { StateDot, type StateTone } from '#components/ui/StateDot.tsx'
import { Td, Tr } from '#components/ui/Table.tsx'
import { Tag } from '#components/ui/Tag.tsx'
import { useFormat } from '#components/useFormat.ts'
import { When } from '#components/When.tsx'
import type { JourneyStatus } from '#domain/journey/resource.ts'
import { Channels } from './Channels.tsx'
import type { Lifecycle } from './useLifecycle.ts'
import type { ListRow } from './view.ts'

export const toneOf: Record<JourneyStatus, StateTone> = { DRAFT: 'draft', ONGOING: 'ongoing', PAUSED: 'paused', ENDED: 'ended' }

export type RowVerb = Lifecycle | 'duplicate' | 'export'
type Props = {
  row: ListRow
  href: string
  index: number
  selected: boolean
  current: boolean
  mayEdit: boolean
  mayDelete: boolean
  onSelect: (id: string, selected: boolean) => void
  onVerb: (verb: RowVerb, row: ListRow) => void
}

/** One journey of the list. */
export const JourneyRow = memo(function JourneyRow({ row, href, index, selected, current, mayEdit, mayDelete, onSelect, onVerb }: Props) {
  const t = useTranslations('journeys')
  const common = useTranslations('common')
  const format = useFormat()
  const started = row.version !== null
  const mayRemove = started ? mayDelete && row.status === 'ENDED' : mayEdit
  return (
    <Tr selected={selected} current={current} aria-rowindex={index + 2} aria-selected={selected}>
      <Td tall className="w-9 pr-0! pl-6!">
        <Checkbox checked={selected} onChange={(checked) => onSelect(row.id, checked)} label={t('select', { name: row.name })} />
      </Td>
      <Td className="max-w-82">
        <div className="flex items-center gap-2">
          <Link href={href} prefetch={false} title={row.name} className="cut font-strong hover:text-accent-text" id={`journey-${row.id}`}>
            {row.name}
          </Link>
          <Trouble row={row} />
        </div>
        <div className="cut text-small text-text-2">{row.sentence ? t('when', { sentence: row.sentence }) : t('noTrigger')}</div>
      </Td>
      <Td>
        <StateDot tone={toneOf[row.status]}>{common(`status.${row.status}`)}</StateDot>
      </Td>
      <Td className="max-wide:hidden">
        <Channels of={row.channels} />
      </Td>
      <Td end>{started ? format.number(row.inProgress) : '–'}</Td>
      <Td end>{started ? format.number(row.triggered) : '–'}</Td>
      <Td className="w-30">
        {started ? <Sparkline values={row.perDay} /> : <span className="text-small text-text-2">{t('notStarted')}</span>}
      </Td>
      <Td className="text-small whitespace-nowrap text-text-2 max-roomy:hidden">
        <span className="flex items-center gap-2">
          {row.updatedBy && <Avatar size="small" name={row.updatedBy.name} />}
          {row.updatedBy && <span className="sr-only">{row.updatedBy.name}</span>}
          <When at={row.updatedAt} />
        </span>
      </Td>
      <Td className="w-9 pr-3 pl-0!">
        <Menu
          trigger={
            <IconButton label={t('actions', { name: row.name })} small>
              <Ellipsis />
            </IconButton>
          }
        >
          {mayEdit && row.status === 'ONGOING' && (
            <MenuItem icon={<Pause />} onSelect={() => onVerb('pause', row)}>
              {t('verb.pause')}
            </MenuItem>
          )}
          {mayEdit && row.status === 'PAUSED' && (
            <MenuItem icon={<Play />} onSelect={() => onVerb('resume', row)}>
              {t('verb.resume')}
            </MenuItem>
          )}
          {mayEdit && (
            <MenuItem icon={<Copy />} onSelect={() => onVerb('duplicate', row)}>
              {t('verb.duplicate')}
            </MenuItem>
          )}
          <MenuItem icon={<Download />} onSelect={() => onVerb('export', row)}>
            {t('verb.export')}
          </MenuItem>
          {mayEdit && <MenuLine />}
          {mayEdit && (row.status === 'ONGOING' || row.status === 'PAUSED') && (
            <MenuItem icon={<Flag />} onSelect={() => onVerb('end', row)}>
              {t('verb.end')}
            </MenuItem>
          )}
          {mayRemove && (
            <MenuItem danger icon={<Trash2 />} onSelect={() => onVerb('delete', row)}>
              {t('verb.delete')}
            </MenuItem>
          )}
        </Menu>
      </Td>
    </Tr>
  )
})

function Trouble({ row }: { row: ListRow }) {
  const t = useTranslations('journeys')
  if (row.error > 0)
    return (
      <Tag tone="bad">
        <TriangleAlert aria-hidden />
        {t('errors', { count: row.error })}
      </Tag>
    )
  if (row.problems > 0)
    return (
      <Tag tone="bad">
        <TriangleAlert aria-hidden />
        {t('problems', { count: row.problems })}
      </Tag>
    )
  return null
}
