'use client'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type TabItem<Value extends string> = { value: Value; label: ReactNode; count?: string | number | null; disabled?: boolean }

type Props<Value extends string> = {
  value: Value
  onChange: (value: Value) => void
  label: string
  items: readonly TabItem<Value>[]
  /** Inside `TabPanel`s, when the tabs own their content. */
  children?: ReactNode
  className?: string
  listClassName?: string
}

const tabClass = cx(
  '-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent font-medium whitespace-nowrap text-text-2 calm hover:text-text',
  'data-[state=active]:border-accent data-[state=active]:text-text',
)

/** Underlined tabs. Panels go inside as `TabPanel`. */
export function Tabs<Value extends string>({ value, onChange, label, items, children, className, listClassName }: Props<Value>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const picked = items.find((item) => item.value === next)
        if (picked) onChange(picked.value)
      }}
      className={className}
    >
      <Radix.List aria-label={label} className={cx('flex shrink-0 gap-5 border-b border-line', listClassName ?? 'px-6')}>
        {items.map((item) => (
          <Radix.Trigger
            key={item.value}
            value={item.value}
            disabled={item.disabled}
            className={tabClass}
            // Tabs without panels of their own control nothing that could be named.
            {...(children ? {} : { 'aria-controls': undefined })}
          >
            {item.label}
            {item.count != null && <span className="num text-small text-text-3">{item.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  )
}
export const TabPanel = Radix.Content

type SegmentProps<Value extends string> = {
  value: Value
  onChange: (value: Value) => void
  label: string
  items: readonly { value: Value; label: ReactNode; disabled?: boolean }[]
  className?: string
}

/** Two to five ways to look at one thing. */
export function SegmentedControl<Value extends string>({ value, onChange, label, items, className }: SegmentProps<Value>) {
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cx('inline-flex rounded-[8px] border border-line bg-surface-sunk p-0.5', className)}
    >
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          role="radio"
          aria-checked={item.value === value}
          disabled={item.disabled}
          tabIndex={item.value === value ? 0 : -1}
          onClick={() => onChange(item.value)}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
            const open = items.filter((one) => !one.disabled)
            const next = open[(open.findIndex((one) => one.value === value) + step + open.length) % open.length]
            if (!step || !next) return
            event.preventDefault()
            onChange(next.value)
            const siblings = event.currentTarget.parentElement?.querySelectorAll('button')
            siblings?.[items.indexOf(next)]?.focus()
          }}
          className={segmentClass}
        >
          {item.label}
        </button>
      ))}
    </div>
  )
}

/** The classes of one segment, for segments that are links (`aria-current`). */
export const segmentClass = cx(
  'flex h-6 items-center gap-1.5 rounded-r2 px-2.5 text-small font-medium text-text-2 calm hover:text-text disabled:opacity-55',
  'aria-checked:bg-raised aria-checked:text-text aria-checked:shadow-lift-1 aria-checked:ring-1 aria-checked:ring-line',
  'aria-[current=page]:bg-raised aria-[current=page]:text-text aria-[current=page]:shadow-lift-1 aria-[current=page]:ring-1 aria-[current=page]:ring-line',
)
