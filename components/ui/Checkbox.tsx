'use client'
import { Check, Minus } from 'lucide-react'
import { Checkbox as RadixCheckbox, RadioGroup as RadixRadio, Switch as RadixSwitch } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

type CheckboxProps = {
  checked: boolean | 'mixed'
  onChange: (checked: boolean) => void
  /** Its name: shown when `children` is absent from the label's side only to screen readers. */
  label: string
  showLabel?: boolean
  disabled?: boolean
  className?: string
}

export function Checkbox({ checked, onChange, label, showLabel, disabled, className }: CheckboxProps) {
  const id = useId()
  const box = (
    <RadixCheckbox.Root
      id={id}
      checked={checked === 'mixed' ? 'indeterminate' : checked}
      onCheckedChange={(value) => onChange(value === true)}
      disabled={disabled}
      aria-label={showLabel ? undefined : label}
      className={cx(
        'relative inline-grid size-3.75 shrink-0 place-items-center rounded-r1 border border-line-control bg-surface align-middle text-text-on-solid calm',
        'after:absolute after:-inset-1.5 after:content-[""] data-[state=checked]:border-accent data-[state=checked]:bg-accent',
        'data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent',
        !showLabel && className,
      )}
    >
      <RadixCheckbox.Indicator>
        {checked === 'mixed' ? <Minus className="size-2.75 stroke-3" /> : <Check className="size-2.75 stroke-3" />}
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  )
  if (!showLabel) return box
  return (
    <span className={cx('flex items-center gap-2', className)}>
      {box}
      <label htmlFor={id}>{label}</label>
    </span>
  )
}

type SwitchProps = { checked: boolean; onChange: (checked: boolean) => void; label: ReactNode; disabled?: boolean; className?: string }

/** On or off, at once. The label stands to its right. */
export function Switch({ checked, onChange, label, disabled, className }: SwitchProps) {
  const id = useId()
  return (
    <span className={cx('flex items-center gap-2', className)}>
      <RadixSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="relative h-4 w-7 shrink-0 rounded-full bg-line-control p-0.5 calm data-[state=checked]:bg-accent disabled:opacity-55"
      >
        <RadixSwitch.Thumb className="block size-3 rounded-full bg-text-on-solid transition-transform duration-(--quick) data-[state=checked]:translate-x-3" />
      </RadixSwitch.Root>
      <label htmlFor={id}>{label}</label>
    </span>
  )
}

type RadioProps<Value extends string> = {
  value: Value
  onChange: (value: Value) => void
  label: string
  options: readonly { value: Value; label: ReactNode; hint?: ReactNode; disabled?: boolean }[]
  className?: string
}

export function RadioGroup<Value extends string>({ value, onChange, label, options, className }: RadioProps<Value>) {
  const id = useId()
  return (
    <RadixRadio.Root
      value={value}
      onValueChange={(next) => {
        const picked = options.find((option) => option.value === next)
        if (picked) onChange(picked.value)
      }}
      aria-label={label}
      className={cx('grid gap-2', className)}
    >
      {options.map((option) => (
        <span key={option.value} className="flex items-start gap-2">
          <RadixRadio.Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.disabled}
            className="mt-0.5 size-3.75 shrink-0 rounded-full border border-line-control bg-surface calm focus-visible:rounded-full data-[state=checked]:border-[4.5px] data-[state=checked]:border-accent"
          />
          <label htmlFor={`${id}-${option.value}`} className="min-w-0">
            {option.label}
            {option.hint && <span className="block text-small text-text-2">{option.hint}</span>}
          </label>
        </span>
      ))}
    </RadixRadio.Root>
  )
}
