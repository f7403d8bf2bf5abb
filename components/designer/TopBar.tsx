'use client'
import { Check, ChevronLeft, Download, Ellipsis, Flag, History, Pause, Play, Redo2, Settings2, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { toneOf } from '#components/journeys/JourneyRow.tsx'
import type { Lifecycle } from '#components/journeys/useLifecycle.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button, IconButton } from '#components/ui/Button.tsx'
import { Menu, MenuItem, MenuLine } from '#components/ui/Menu.tsx'
import { StateDot } from '#components/ui/StateDot.tsx'
import type { JourneyResource } from '#domain/journey/resource.ts'
import { ModeSwitch } from './ModeSwitch.tsx'
import { NameField } from './NameField.tsx'

export type Mode = 'edit' | 'live' | 'simulate'
type Props = {
  journey: JourneyResource
  name: string
  changes: number
  mode: Mode
  onMode: (mode: Mode) => void
  mayEdit: boolean
  onRename: (name: string) => void
  onAct: (act: Lifecycle) => void
  onExport: () => void
  onPublish: () => void
  onSettings: () => void
  onVersions: () => void
  undo: { can: boolean; run: () => void; what: string | null }
  redo: { can: boolean; run: () => void }
  /** Where saving stands, and the problems button. */
  saving: ReactNode
  problems: ReactNode
  counted: string | null
}

/** The bar over the canvas: where one is, how it looks at it, what can be done. */
export function TopBar(props: Props) {
  const { journey, mode, mayEdit, changes } = props
  const t = useTranslations('designer')
  const common = useTranslations('common')
  const live = mode === 'live'
  const edits = mode === 'edit' && mayEdit
  const status = common(`status.${journey.status}`)
  return (
    <header className="relative z-20 flex h-bar shrink-0 items-center gap-2 border-b border-line bg-surface px-3">
      <BackLink />
      <NameField name={props.name} editable={edits} onRename={props.onRename} />
      <StateDot tone={toneOf[journey.status]} className="ml-1">
        {journey.version === null ? status : t('stateVersion', { status, version: journey.version })}
      </StateDot>
      {!live && journey.version !== null && changes > 0 && (
        <span className="num cut text-small text-text-3 max-roomy:hidden">{t('changesNotLive', { count: changes })}</span>
      )}
      <span className="flex-1" />
      <ModeSwitch journey={journey} mode={mode} onMode={props.onMode} />
      <span className="flex-1" />
      {live ? (
        <>
          <span className="flex items-center gap-1 text-small whitespace-nowrap text-text-3">
            <Check className="size-3.5" aria-hidden />
            {props.counted}
          </span>
          <span className="mx-1 h-5 w-px bg-line" />
        </>
      ) : (
        edits && (
          <>
            <span className="max-wide:hidden">{props.saving}</span>
            <span className="mx-1 h-5 w-px bg-line max-wide:hidden" />
            <IconButton
              label={props.undo.what ? t('undoWhat', { what: props.undo.what }) : t('undo')}
              shortcut="⌘Z"
              disabled={!props.undo.can}
              onClick={props.undo.run}
            >
              <Undo2 />
            </IconButton>
            <IconButton label={t('redo')} shortcut="⇧⌘Z" disabled={!props.redo.can} onClick={props.redo.run}>
              <Redo2 />
            </IconButton>
          </>
        )
      )}
      {!live && props.problems}
      {!live && <span className="mx-1 h-5 w-px bg-line" />}
      {mayEdit && live && journey.status === 'ONGOING' && <Button onClick={() => props.onAct('pause')}>{t('pause')}</Button>}
      {mayEdit && journey.status === 'PAUSED' && (
        <Button icon={<Play />} onClick={() => props.onAct('resume')}>
          {t('resume')}
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={t('more')}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<Settings2 />} onSelect={props.onSettings}>
          {t('journeySettings')}
        </MenuItem>
        {journey.version !== null && (
          <MenuItem icon={<History />} onSelect={props.onVersions}>
            {t('versions.menu')}
          </MenuItem>
        )}
        <MenuItem icon={<Download />} onSelect={props.onExport}>
          {t('export')}
        </MenuItem>
        {mayEdit && (journey.status === 'ONGOING' || journey.status === 'PAUSED') && (
          <>
            <MenuLine />
            {journey.status === 'ONGOING' && (
              <MenuItem icon={<Pause />} onSelect={() => props.onAct('pause')}>
                {t('pauseDots')}
              </MenuItem>
            )}
            <MenuItem danger icon={<Flag />} onSelect={() => props.onAct('end')}>
              {t('endDots')}
            </MenuItem>
          </>
        )}
      </Menu>
      {mayEdit && live && <Button onClick={() => props.onMode('edit')}>{t('editDraft')}</Button>}
      {mayEdit && !live && journey.status !== 'ENDED' && (
        <Button look="primary" onClick={props.onPublish}>
          {t('publish')}
        </Button>
      )}
    </header>
  )
}

function BackLink() {
  const t = useTranslations('designer')
  const { path } = useWorkspace()
  return (
    <Link
      href={path('/journeys')}
      aria-label={t('back')}
      title={t('back')}
      className="inline-grid size-control shrink-0 place-items-center rounded-r2 text-text-2 calm hover:bg-surface-hover"
    >
      <ChevronLeft />
    </Link>
  )
}
