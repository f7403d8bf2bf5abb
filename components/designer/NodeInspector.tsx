'use client'
import { ArrowRight, Copy, Ellipsis, Trash2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useNodeWords } from '#components/canvas/useNodeWords.ts'
import { faceOf } from '#components/nodes/registry.ts'
import { Section } from '#components/nodes/Section.tsx'
import { IconButton } from '#components/ui/Button.tsx'
import { Field } from '#components/ui/Field.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { Menu, MenuItem } from '#components/ui/Menu.tsx'
import { TabPanel, Tabs } from '#components/ui/Tabs.tsx'
import { KindWord, Tile } from '#components/ui/Tile.tsx'
import { refuseConnection } from '#domain/journey/connection.ts'
import type { DraftNode, JourneyDocument } from '#domain/journey/document.ts'
import type { Edit } from '#domain/journey/edit.ts'
import type { Problem } from '#domain/journey/problem.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import { JsonTab } from './JsonTab.tsx'

type Props = {
  document: JourneyDocument
  node: DraftNode
  problems: readonly Problem[]
  editable: boolean
  onEdit: (edit: Edit) => void
  onRemove: () => void
  onDuplicate: () => void
  onClose: () => void
}

/** A node's name, settings, outlets and JSON. */
export function NodeInspector({ document, node, problems, editable, onEdit, onRemove, onDuplicate, onClose }: Props) {
  const t = useTranslations('designer')
  const words = useNodeWords()
  const [tab, setTab] = useState<'settings' | 'json'>('settings')
  const { icon: Icon, shape, Inspector } = faceOf(node.kind)
  const problemAt = (pointer: string) => {
    const found = problems.find((problem) => problem.pointer === pointer || problem.pointer?.startsWith(`${pointer}/`))
    return found ? words.problem(found) : null
  }
  const setSettings = (settings: DraftNode['settings']) => onEdit({ do: 'setSettings', key: node.key, settings })
  return (
    <>
      <div className="flex items-center gap-2.5 px-4 py-3">
        <Tile shape={shape}>
          <Icon />
        </Tile>
        <div className="min-w-0 flex-1">
          <h2 className="cut text-title font-strong" title={words.name(node)}>
            {words.name(node)}
          </h2>
          <p className="cut text-small text-text-2" title={words.about(node.kind)}>
            <KindWord shape={shape}>{words.kind(node.kind)}</KindWord> · {words.about(node.kind)}
          </p>
        </div>
        {editable && (
          <Menu
            trigger={
              <IconButton label={t('nodeActions')}>
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem icon={<Copy />} shortcut="⌘D" onSelect={onDuplicate}>
              {t('duplicate')}
            </MenuItem>
            <MenuItem danger icon={<Trash2 />} shortcut="⌫" onSelect={onRemove}>
              {t('removeNode')}
            </MenuItem>
          </Menu>
        )}
        <IconButton label={t('closeInspector')} onClick={onClose} className="wide:hidden">
          <X />
        </IconButton>
      </div>
      <Tabs
        label={t('inspector')}
        value={tab}
        onChange={setTab}
        listClassName="px-4"
        className="flex min-h-0 flex-1 flex-col"
        items={[
          { value: 'settings', label: t('tab.settings') },
          { value: 'json', label: t('tab.json') },
        ]}
      >
        <TabPanel value="settings" className="min-h-0 flex-1 overflow-y-auto outline-none" tabIndex={-1}>
          <fieldset disabled={!editable} className="contents">
            <Section>
              <Field label={t('name')}>
                {(wiring) => (
                  <Input
                    {...wiring}
                    maxLength={120}
                    placeholder={words.kind(node.kind)}
                    value={node.name}
                    onChange={(event) => onEdit({ do: 'renameNode', key: node.key, name: event.target.value })}
                  />
                )}
              </Field>
            </Section>
            <Inspector key={node.key} settings={node.settings} graph={document} onChange={setSettings} problemAt={problemAt} />
            <Outlets document={document} node={node} onEdit={onEdit} />
          </fieldset>
        </TabPanel>
        <TabPanel value="json" className="min-h-0 flex-1 overflow-y-auto outline-none" tabIndex={-1}>
          <JsonTab key={node.key} node={node} editable={editable} onChange={setSettings} />
        </TabPanel>
      </Tabs>
    </>
  )
}

/** Where each outlet leads: what drawing a path does, without a mouse. */
function Outlets({ document, node, onEdit }: Pick<Props, 'document' | 'node' | 'onEdit'>) {
  const t = useTranslations('designer')
  const words = useNodeWords()
  const outlets = definitionOf(node.kind).outlets(node.settings)
  if (outlets.length === 0) return null
  return (
    <Section title={t('outlets')}>
      <div className="grid grid-cols-[fit-content(42%)_16px_minmax(0,1fr)] items-center gap-2">
        {outlets.map((outlet) => {
          const path = document.paths.find((one) => one.source === node.key && one.outlet === outlet)
          const label = words.outlet(node, outlet)
          return (
            <div key={outlet} className="contents">
              <span className="cut font-medium" title={label}>
                {label}
              </span>
              <ArrowRight aria-hidden className="size-3.5 text-text-3" />
              <Select
                aria-label={t('outletLeadsTo', { name: label })}
                value={path?.target ?? ''}
                onChange={(event) => {
                  const target = event.target.value
                  if (target) onEdit({ do: 'connect', path: { source: node.key, outlet, target } })
                  else if (path) onEdit({ do: 'disconnect', path })
                }}
              >
                <option value="">{t('leadsNowhere')}</option>
                {document.nodes
                  .filter(
                    (one) => one.key === path?.target || refuseConnection(document, { source: node.key, outlet, target: one.key }) === null,
                  )
                  .map((one) => (
                    <option key={one.key} value={one.key}>
                      {words.name(one)}
                    </option>
                  ))}
              </Select>
            </div>
          )
        })}
      </div>
    </Section>
  )
}
