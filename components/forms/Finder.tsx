'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronDown, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useDeferredValue, useId, useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Input } from '#components/ui/Input.tsx'
import { Popover } from '#components/ui/Menu.tsx'

export type Found = { id: string; name: string; note?: ReactNode }
type Props = {
  /** What is looked for: the name of the list and of its search box. */
  label: string
  /** On the button: what is chosen, else what choosing does. */
  text: string
  icon?: ReactNode
  /** Names the search among the queries. */
  queryKey: readonly unknown[]
  find: (q: string, signal: AbortSignal) => Promise<Found[]>
  onPick: (found: Found) => void
  chosen?: string | null
  className?: string
}

/** Picks one of more things than a list can show: a button, a search, what it found. Arrow keys and Enter pick. */
export function Finder({ label, text, icon, className, ...rest }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      className="w-80 p-0"
      trigger={
        <Button icon={icon} className={cx('max-w-full min-w-0', className)} title={text}>
          <span className="cut">{text}</span>
          <ChevronDown className="size-3.5" />
        </Button>
      }
    >
      <FinderSearch label={label} {...rest} onClose={() => setOpen(false)} />
    </Popover>
  )
}

type SearchProps = Pick<Props, 'label' | 'queryKey' | 'find' | 'onPick' | 'chosen'> & { onClose: () => void }

function FinderSearch({ label, queryKey, find, onPick, chosen, onClose }: SearchProps) {
  const t = useTranslations('common')
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const q = useDeferredValue(typed.trim())
  const {
    data: found = [],
    isPending,
    error,
  } = useQuery({
    queryKey: [...queryKey, q],
    queryFn: ({ signal }) => find(q, signal),
    placeholderData: keepPreviousData,
  })
  const pick = (one: Found | undefined) => {
    if (!one) return
    onPick(one)
    onClose()
  }
  const says = error ? error.message : isPending ? t('loading') : found.length === 0 ? t('noMatch') : null
  return (
    <>
      <div className="border-b border-line p-1.5">
        <Input
          autoFocus
          role="combobox"
          aria-expanded
          aria-label={label}
          aria-controls={listId}
          aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
          icon={<Search />}
          placeholder={label}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault()
              setAt((found.length + at + (event.key === 'ArrowDown' ? 1 : -1)) % Math.max(1, found.length))
            }
            if (event.key === 'Enter') {
              event.preventDefault()
              pick(found[at])
            }
          }}
        />
      </div>
      <div id={listId} role="listbox" aria-label={label} className="max-h-70 overflow-y-auto p-1">
        {found.map((one, index) => (
          <div
            key={one.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={one.id === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => pick(one)}
            onKeyDown={() => {}}
            className={cx(
              'flex h-7.5 items-center gap-2 rounded-r2 px-2',
              index === at && 'bg-surface-hover',
              one.id === chosen && 'font-medium',
            )}
          >
            <span className="cut flex-1" title={one.name}>
              {one.name}
            </span>
            {one.note && <span className="cut max-w-36 text-small text-text-3">{one.note}</span>}
          </div>
        ))}
        {says && (
          <p role={error ? 'alert' : 'status'} className="px-2 py-2 text-text-2">
            {says}
          </p>
        )}
      </div>
    </>
  )
}
