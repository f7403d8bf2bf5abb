'use client'
import { Copy, Ellipsis, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { IconButton } from '#components/ui/Button.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/Menu.tsx'
import { Td, Tr } from '#components/ui/Table.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import type { TemplateListItem } from '#domain/message/resource.ts'

type Props = {
  template: TemplateListItem
  href: string
  current: boolean
  onDuplicate: (() => void) | undefined
  onDelete: (() => void) | undefined
}

/** One template of the list. */
export function TemplateRow({ template, href, current, onDuplicate, onDelete }: Props) {
  const t = useTranslations('templates')
  const common = useTranslations('common')
  const format = useFormat()
  const when = useWhen()
  const users = template.usedBy.map((journey) => journey.name)
  return (
    <Tr current={current}>
      <Td className="h-13.5! max-w-82 pl-6">
        <Link href={href} title={template.name} className="cut block font-strong hover:text-accent-text">
          {template.name}
        </Link>
        <div className="cut text-small text-text-2" title={template.subject}>
          {template.subject}
        </div>
      </Td>
      <Td className="cut max-w-48" title={template.key}>
        <code>{template.key}</code>
      </Td>
      <Td end className="max-wide:hidden">
        {format.number(template.version)}
      </Td>
      <Td className="max-w-56">
        <span className={users.length > 0 ? 'cut block' : 'text-text-3'} title={users.join(', ')}>
          {users.length === 0 ? t('unused') : users.length === 1 ? users[0] : t('usedByCount', { count: users.length })}
        </span>
      </Td>
      <Td className="whitespace-nowrap text-text-2">
        <time dateTime={template.updatedAt} title={format.full(template.updatedAt)}>
          {when(template.updatedAt)}
        </time>
      </Td>
      <Td className="w-12 pr-6">
        {onDelete && onDuplicate && (
          <Menu
            trigger={
              <IconButton small label={t('moreOf', { name: template.name })}>
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem icon={<Copy />} onSelect={onDuplicate}>
              {t('duplicate')}
            </MenuItem>
            <MenuLine />
            <MenuItem danger icon={<Trash2 />} onSelect={onDelete}>
              {common('delete')}
            </MenuItem>
          </Menu>
        )}
      </Td>
    </Tr>
  )
}
