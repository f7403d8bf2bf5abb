'use client'
import { Archive, ArchiveRestore, Ellipsis, PencilLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Menu, MenuItem } from '#components/ui/Menu.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { TopicResource } from '#domain/topic/resource.ts'

type Acts = { onRename: (topic: TopicResource) => void; onArchive: (topic: TopicResource, isArchived: boolean) => void }

/** Topics in rows; archived ones last, and quieter. */
export function TopicTable({ topics, acts }: { topics: readonly TopicResource[]; acts: Acts | null }) {
  const t = useTranslations('settings.topics')
  const common = useTranslations('common')
  const format = useFormat()
  return (
    <Table aria-label={t('title')} className="table-fixed">
      <thead>
        <tr>
          <Th className="w-[44%]">{common('name')}</Th>
          <Th>{common('key')}</Th>
          <Th className="w-32">{t('state')}</Th>
          <Th end className="w-28">
            {t('journeys')}
          </Th>
          <Th className="w-12">
            <span className="sr-only">{t('actions')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {topics.map((topic) => (
          <Tr key={topic.id}>
            <Td tall className={cx(topic.archivedAt && 'text-text-2')}>
              <span className="cut block font-medium" title={topic.name}>
                {topic.name}
              </span>
              {topic.description && (
                <span className="cut block text-small text-text-2" title={topic.description}>
                  {topic.description}
                </span>
              )}
            </Td>
            <Td className="cut" title={topic.key}>
              <code>{topic.key}</code>
            </Td>
            <Td>
              <StateDot tone={topic.archivedAt ? 'ended' : 'ok'}>{t(topic.archivedAt ? 'isArchived' : 'isInUse')}</StateDot>
            </Td>
            <Td end>{topic.journeys === 0 ? <span className="text-text-3">0</span> : format.number(topic.journeys)}</Td>
            <Td end>{acts && <TopicMenu topic={topic} {...acts} />}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function TopicMenu({ topic, onRename, onArchive }: Acts & { topic: TopicResource }) {
  const t = useTranslations('settings.topics')
  const isArchived = topic.archivedAt !== null
  return (
    <Menu
      trigger={
        <IconButton small label={t('moreOf', { name: topic.name })}>
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem icon={<PencilLine />} onSelect={() => onRename(topic)}>
        {t('rename')}
      </MenuItem>
      <MenuItem icon={isArchived ? <ArchiveRestore /> : <Archive />} onSelect={() => onArchive(topic, !isArchived)}>
        {t(isArchived ? 'restore' : 'archive')}
      </MenuItem>
    </Menu>
  )
}
