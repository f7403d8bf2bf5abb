'use client'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Popover } from 'radix-ui'
import { useId, useState } from 'react'
import { faceOf } from '#components/nodes/registry.ts'
import { cx } from '#components/ui/cx.ts'
import { Tile } from '#components/ui/Tile.tsx'
import { categoryOf, type NodeKind, nodeKinds } from '#domain/nodes/kinds.ts'
import type { Point } from './geometry.ts'
import { useNodeWords } from './useNodeWords.ts'

type Props = { at: Point; onPick: (kind: NodeKind) => void; onClose: () => void }

/** The kinds that can follow something, at a point of the window: type, arrows and Enter, or click. */
export function AddMenu({ at, onPick, onClose }: Props) {
  const t = useTranslations('designer')
  const words = useNodeWords()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [current, setCurrent] = useState(0)
  const kinds = nodeKinds.filter(
    (kind) => categoryOf(kind) !== 'trigger' && words.kind(kind).toLowerCase().includes(query.trim().toLowerCase()),
  )
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor className="fixed size-0" style={{ left: at.x, top: at.y }} />
      <Popover.Portal>
        <Popover.Content
          aria-label={t('addHere')}
          side="bottom"
          sideOffset={8}
          collisionPadding={12}
          className="z-30 w-56 overflow-hidden rounded-[8px] border border-line-strong bg-raised shadow-lift-3"
        >
          <div className="flex h-9 items-center gap-2 border-b border-line px-3 text-text-3">
            <Search className="size-3.5" />
            <input
              role="combobox"
              aria-label={t('palette.search')}
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={kinds[current] ? `${listId}-${current}` : undefined}
              placeholder={t('palette.search')}
              value={query}
              onChange={(event) => {
                setQuery(event.target.value)
                setCurrent(0)
              }}
              onKeyDown={(event) => {
                const picked = kinds[current]
                if (event.key === 'ArrowDown') setCurrent((current + 1) % Math.max(1, kinds.length))
                else if (event.key === 'ArrowUp') setCurrent((current - 1 + kinds.length) % Math.max(1, kinds.length))
                else if (event.key === 'Enter' && picked) onPick(picked)
                else return
                event.preventDefault()
              }}
              className="h-full min-w-0 flex-1 bg-transparent text-text outline-none placeholder:text-text-3"
            />
          </div>
          <div id={listId} role="listbox" aria-label={t('addHere')} className="p-1">
            {kinds.map((kind, index) => {
              const { icon: Icon, shape } = faceOf(kind)
              return (
                <div
                  key={kind}
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === current}
                  onMouseMove={() => setCurrent(index)}
                  onClick={() => onPick(kind)}
                  onKeyDown={() => {}}
                  className={cx('flex h-8 items-center gap-2 rounded-r2 px-1.5', index === current && 'bg-surface-hover')}
                >
                  <Tile small shape={shape}>
                    <Icon />
                  </Tile>
                  {words.kind(kind)}
                </div>
              )
            })}
            {kinds.length === 0 && <p className="px-2 py-1.5 text-small text-text-2">{t('palette.nothing', { query })}</p>}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
