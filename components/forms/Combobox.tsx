'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Popover } from 'radix-ui'
import { type ReactNode, useId, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { controlClass } from '#components/ui/Input.tsx'

export type Choice = { value: string; note?: string }
type Props = {
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
}
const SHOWN_MAX = 50

/** Picks one of what is known, or takes what is typed. Arrow keys and Enter pick, Escape closes. */
export function Combobox({ value, onChange, choices, label, id, placeholder, icon, note, small, invalid, describedBy, className }: Props) {
  const t = useTranslations('common')
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const [at, setAt] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const words = (typed ?? '').trim().toLowerCase()
  const matching = choices.filter((choice) => choice.value.toLowerCase().includes(words)).slice(0, SHOWN_MAX)
  const own = typed?.trim() && !choices.some((choice) => choice.value === typed.trim()) ? typed.trim() : null
  const options = [
    ...matching.map((choice) => ({ ...choice, text: choice.value })),
    ...(own ? [{ value: own, text: t('use', { value: own }), note: undefined }] : []),
  ]

  const close = () => {
    setOpen(false)
    setTyped(null)
    setAt(-1)
  }
  const pick = (next: string) => {
    onChange(next)
    close()
  }
  return (
    <Popover.Root open={open && options.length > 0} onOpenChange={(next) => !next && close()}>
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
            aria-expanded={open && options.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={options[at] ? `${listId}-${at}` : undefined}
            aria-invalid={invalid || undefined}
            aria-describedby={describedBy}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            title={value}
            value={typed ?? value}
            onChange={(event) => {
              setTyped(event.target.value)
              setOpen(true)
              setAt(-1)
            }}
            onClick={() => setOpen(true)}
            onBlur={(event) => {
              if (event.relatedTarget instanceof Element && event.relatedTarget.closest(`[id="${listId}"]`)) return
              if (typed !== null && typed.trim() !== value) onChange(typed.trim())
              close()
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault()
                setOpen(true)
                setAt((options.length + at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1)) % Math.max(1, options.length))
              } else if (event.key === 'Enter') {
                event.preventDefault()
                pick(options[at]?.value ?? (typed ?? value).trim())
              } else if (event.key === 'Escape' && open) {
                event.stopPropagation()
                close()
              }
            }}
            className="h-full w-full min-w-0 flex-1 truncate bg-transparent outline-none placeholder:text-text-3"
          />
          {note && typed === null && <span className="num text-small whitespace-nowrap text-text-3">{note}</span>}
          {!small && <ChevronDown aria-hidden className="size-3.5" />}
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
          {options.map((option, index) => (
            <div
              key={option.text}
              id={`${listId}-${index}`}
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
