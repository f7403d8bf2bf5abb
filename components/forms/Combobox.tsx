'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Popover } from 'radix-ui'
import { type ReactNode, useId, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { controlClass } from '#components/ui/Input.tsx'

/** `name` is shown in its place, where what is stored is a key or an id. */
export type Choice = { value: string; name?: string; note?: string }
export type ComboboxProps = {
  value: string
  onChange: (value: string) => void
  choices: readonly Choice[]
  label?: string
  id?: string
  placeholder?: string
  icon?: ReactNode
  /** Shown inside at the right, such as how often an event came. */
  note?: ReactNode
  small?: boolean
  invalid?: boolean
  describedBy?: string | undefined
  className?: string
  /** Only what is among the choices can be taken. */
  closed?: boolean
  /** Said in the list when nothing matches and nothing else can be taken. */
  empty?: string
  /** What is being typed, for choices that are looked up. */
  onSearch?: (words: string) => void
}
const SHOWN_MAX = 50

const textOf = ({ value, name }: Choice) => name || value

/** What can be picked while `typed` stands in the field: what contains it, then itself. */
function optionsFor(typed: string, choices: readonly Choice[], closed: boolean) {
  const words = typed.toLowerCase()
  const holds = (text: string | undefined) => text?.toLowerCase().includes(words)
  const matching = choices.filter(({ value, name, note }) => holds(value) || holds(name) || (name && holds(note))).slice(0, SHOWN_MAX)
  const isNew = typed !== '' && !closed && !choices.some((choice) => choice.value === typed || choice.name === typed)
  return { matching, own: isNew ? typed : null }
}

/** Picks one of what is known, or takes what is typed. Arrow keys and Enter pick, Escape closes. */
export function Combobox(props: ComboboxProps) {
  const { value, onChange, choices, label, id, placeholder, icon, note, small, invalid, describedBy, className } = props
  const { closed = false, empty, onSearch } = props
  const t = useTranslations('common')
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const [at, setAt] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const { matching, own } = optionsFor((typed ?? '').trim(), choices, closed)
  const options = [
    ...matching.map((choice) => ({ ...choice, text: textOf(choice) })),
    ...(own ? [{ value: own, text: t('use', { value: own }), note: undefined }] : []),
  ]
  const chosen = choices.find((choice) => choice.value === value)
  const isOpen = open && (options.length > 0 || empty !== undefined)

  const close = () => {
    setOpen(false)
    setTyped(null)
    setAt(-1)
    onSearch?.('')
  }
  /** What is left in the field: the name of a choice stands for its value; what cannot be taken changes nothing. */
  const settle = (text: string) => {
    const exact = choices.find((choice) => choice.value === text)
    const named = exact ?? choices.find(({ name }) => name?.toLowerCase() === text.toLowerCase())
    const next = named?.value ?? (closed && text !== '' ? value : text)
    if (next !== value) onChange(next)
    close()
  }
  const pick = (next: string) => {
    onChange(next)
    close()
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={(next) => !next && close()}>
      <Popover.Anchor asChild>
        <span
          className={cx(
            controlClass,
            'flex min-w-0 items-center gap-1.5 [&>svg]:text-text-3',
            small ? 'h-6.5 px-1.75 text-small' : 'h-control px-2.5',
            invalid && 'border-bad-solid',
            className,
          )}
        >
          {icon}
          <input
            ref={input}
            id={id}
            role="combobox"
            aria-label={label}
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={options[at] ? `${listId}-${at}` : undefined}
            aria-invalid={invalid || undefined}
            aria-describedby={describedBy}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            title={value}
            value={typed ?? (chosen ? textOf(chosen) : value)}
            onChange={(event) => {
              setTyped(event.target.value)
              onSearch?.(event.target.value.trim())
              setOpen(true)
              setAt(-1)
            }}
            onClick={() => setOpen(true)}
            onBlur={(event) => {
              if (event.relatedTarget instanceof Element && event.relatedTarget.closest(`[id="${listId}"]`)) return
              if (typed === null) close()
              else settle(typed.trim())
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault()
                setOpen(true)
                setAt((options.length + at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1)) % Math.max(1, options.length))
              } else if (event.key === 'Enter') {
                event.preventDefault()
                const option = options[at]
                if (option) pick(option.value)
                else if (typed !== null) settle(typed.trim())
              } else if (event.key === 'Escape' && open) {
                event.stopPropagation()
                close()
              }
            }}
            className="h-full w-full min-w-0 flex-1 truncate bg-transparent outline-none placeholder:text-text-3"
          />
          {note && typed === null && <span className="num text-small whitespace-nowrap text-text-3">{note}</span>}
          {!small && (
            // For the mouse alone: the arrow keys open the list.
            <button
              type="button"
              tabIndex={-1}
              aria-hidden
              className="-mr-1 grid size-5 shrink-0 place-items-center text-text-3"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                input.current?.focus()
                setOpen((before) => !before)
              }}
            >
              <ChevronDown className="size-3.5" />
            </button>
          )}
        </span>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          id={listId}
          role="listbox"
          aria-label={label ?? placeholder ?? t('all')}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-50 max-h-70 w-(--radix-popover-trigger-width) min-w-52 overflow-y-auto rounded-[8px] border border-line-strong bg-raised p-1 shadow-lift-2"
        >
          {options.length === 0 && <p className="px-2 py-1.5 text-small text-text-2">{empty}</p>}
          {options.map((option, index) => (
            <div
              key={option.value}
              id={`${listId}-${index}`}
              ref={index === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setAt(index)}
              onClick={() => pick(option.value)}
              onKeyDown={() => {}}
              className={cx(
                'flex h-7.5 items-center gap-2 rounded-r2 px-2',
                index === at && 'bg-surface-hover',
                option.value === value && 'font-medium',
              )}
            >
              <span className="cut flex-1">{option.text}</span>
              {option.note && <span className="num text-small text-text-3">{option.note}</span>}
            </div>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
