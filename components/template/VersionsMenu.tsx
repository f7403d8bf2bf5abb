'use client'
import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Menu, MenuItem, MenuLabel } from '#components/ui/Menu.tsx'
import { useFormat } from '#components/useFormat.ts'
import { type TemplateResource, type TemplateVersionResource, templateVersionSchema } from '#domain/message/resource.ts'

const answerSchema = z.object({ data: z.array(templateVersionSchema) })

/** What was saved before; picking one loads it into the editor. */
export function VersionsMenu({ template, onPick }: { template: TemplateResource; onPick: (version: TemplateVersionResource) => void }) {
  const t = useTranslations('templates.editor')
  const { api, slug } = useWorkspace()
  const format = useFormat()
  const [asked, setAsked] = useState(false)
  const { data } = useQuery({
    queryKey: [slug, 'templates', 'versions', template.key, template.version],
    queryFn: ({ signal }) => api(`/templates/${template.key}/versions`, answerSchema, { signal }),
    enabled: asked,
  })
  return (
    <Menu
      className="w-72"
      trigger={
        <Button icon={<History />} onPointerDown={() => setAsked(true)} onFocus={() => setAsked(true)}>
          {t('versions')}
        </Button>
      }
    >
      <MenuLabel>{t('restore')}</MenuLabel>
      {data?.data.map((version) => (
        <MenuItem key={version.number} checked={version.isLive} onSelect={() => onPick(version)}>
          {t('version', { number: version.number })} <span className="text-text-3">{format.dateTime(version.createdAt)}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}
