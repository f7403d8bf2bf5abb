'use client'
import { Check } from 'lucide-react'
import { DropdownMenu, Popover as RadixPopover } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './Kbd.tsx'

const floating = 'z-50 rounded-[8px] border border-line-strong bg-raised shadow-lift-2 animate-[appear_var(--quick)]'

type MenuProps = {
  trigger: ReactNode
  children: ReactNode
  align?: 'start' | 'end' | 'center'
  side?: 'top' | 'bottom'
  className?: string
}

/** A menu under a button: `trigger` is the button itself. */
export function Menu({ trigger, children, align = 'end', side = 'bottom', className }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cx(floating, 'max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto p-1', className)}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

type ItemProps = {
  icon?: ReactNode
  children: ReactNode
  onSelect: () => void
  danger?: boolean
  disabled?: boolean
  checked?: boolean
  shortcut?: string
}
export function MenuItem({ icon, children, onSelect, danger, disabled, checked, shortcut }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled}
      className={cx(
        'flex h-7.5 cursor-default items-center gap-2 rounded-r2 px-2 outline-none select-none data-[disabled]:opacity-55',
        danger ? 'text-bad-text data-[highlighted]:bg-bad-soft' : 'data-[highlighted]:bg-surface-hover [&>svg]:text-text-2',
      )}
    >
      {icon}
      <span className="cut flex-1">{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
      {checked && <Check className="size-3.5" />}
    </DropdownMenu.Item>
  )
}
export const MenuLine = () => <DropdownMenu.Separator className="my-1 border-t border-line" />
export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-small font-medium text-text-3">{children}</DropdownMenu.Label>
)

type PopoverProps = {
  trigger: ReactNode
  children: ReactNode
  label: string
  align?: 'start' | 'end' | 'center'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
}
/** A panel under a button, for more than a list of verbs. */
export function Popover({ trigger, children, label, align = 'start', open, onOpenChange, className }: PopoverProps) {
  return (
    <RadixPopover.Root open={open} onOpenChange={onOpenChange}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cx(floating, 'focus:outline-none', className ?? 'p-3')}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  )
}
