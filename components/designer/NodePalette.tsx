'use client'
import { GripVertical, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type Ref, useState } from 'react'
import { KIND_DRAGGED } from '#components/canvas/Canvas.tsx'
import { useNodeWords } from '#components/canvas/useNodeWords.ts'
import { faceOf } from '#components/nodes/registry.ts'
import { cx } from '#components/ui/cx.ts'
import { Input } from '#components/ui/Input.tsx'
import { Kbd } from '#components/ui/Kbd.tsx'
import { Tile, type TileShape } from '#components/ui/Tile.tsx'
import { type NodeKind, nodeKinds } from '#domain/nodes/kinds.ts'

const groups: readonly TileShape[] = ['trigger', 'rule', 'action', 'end']

type Props = { onAdd: (kind: NodeKind) => void; searchRef: Ref<HTMLInputElement> }

/** Every kind of node: drag it onto the canvas, or click or press Enter to add it after what is selected. */
export function NodePalette({ onAdd, searchRef }: Props) {
  const t = useTranslations('designer.palette')
  const words = useNodeWords()
  const [query, setQuery] = useState('')
  const asked = query.trim().toLowerCase()
  const isNamed = (kind: NodeKind) => words.kind(kind).toLowerCase() === asked
  const found = nodeKinds
    .filter((kind) => `${words.kind(kind)} ${words.about(kind)}`.toLowerCase().includes(asked))
    .sort((a, b) => Number(isNamed(b)) - Number(isNamed(a))) // the very name first: Enter takes it
  return (
    <aside
      aria-label={t('label')}
      className="flex w-palette shrink-0 flex-col gap-0.5 overflow-y-auto border-r border-line bg-surface p-3 max-wide:w-12 max-wide:p-2"
    >
      <Input
        ref={searchRef}
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        icon={<Search aria-hidden />}
        suffix={<Kbd>/</Kbd>}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found
          if (event.key === 'Enter' && first) onAdd(first)
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="mb-0.5 shrink-0 border-line-strong max-wide:sr-only"
      />
      {groups.map((shape) => {
        const kinds = found.filter((kind) => faceOf(kind).shape === shape)
        return (
          kinds.length > 0 && (
            <section key={shape} aria-label={t(`group.${shape}`)}>
              <h2 className="px-1 pt-3 pb-1 text-small font-medium text-text-3 max-wide:sr-only">{t(`group.${shape}`)}</h2>
              <ul className="grid gap-0.5">
                {kinds.map((kind) => (
                  <li key={kind}>
                    <Entry kind={kind} name={words.kind(kind)} about={words.about(kind)} onAdd={onAdd} />
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
      {found.length === 0 && <p className="px-1 pt-3 text-small text-text-2">{t('nothing', { query })}</p>}
    </aside>
  )
}

function Entry({ kind, name, about, onAdd }: { kind: NodeKind; name: string; about: string; onAdd: (kind: NodeKind) => void }) {
  const { icon: Icon, shape } = faceOf(kind)
  return (
    <button
      type="button"
      draggable
      title={about}
      onDragStart={(event) => {
        event.dataTransfer.setData(KIND_DRAGGED, kind)
        event.dataTransfer.effectAllowed = 'copy'
      }}
      onClick={() => onAdd(kind)}
      className={cx(
        'group flex h-7.5 w-full cursor-grab! items-center gap-2 rounded-r2 px-1 text-left calm hover:bg-surface-hover max-wide:justify-center',
      )}
    >
      <Tile small shape={shape}>
        <Icon />
      </Tile>
      <span className="cut flex-1 max-wide:sr-only">{name}</span>
      <GripVertical aria-hidden className="text-text-3 opacity-0 group-hover:opacity-100 max-wide:hidden" />
    </button>
  )
}
