'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './Button.tsx'
import { cx } from './cx.ts'

type Props = {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** One line under the title. */
  lead?: ReactNode
  footer?: ReactNode
  children?: ReactNode
  width?: 'small' | 'medium' | 'large'
}
const widths = { small: 'w-110', medium: 'w-150', large: 'w-230' }

/** What one types or picks in; of a group of radios the chosen one. */
const FIELDS = ['input:not([aria-hidden])', 'textarea', 'select', '[role=radio][aria-checked=true]']
  .map((one) => `${one}:not(:disabled)`)
  .join()

/** A dialogue over a scrim: title, content that scrolls, footer with the actions. Escape and the cross close it. */
export function Dialog({ open, onClose, title, lead, footer, children, width = 'small' }: Props) {
  const t = useTranslations('common')
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-[appear_var(--calm)] bg-scrim" />
        <Radix.Content
          {...(lead ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            // The first field, where there is one; else the dialogue itself, so that no tooltip opens.
            if (!(event.currentTarget instanceof HTMLElement)) return
            event.preventDefault()
            const field = event.currentTarget.querySelector<HTMLElement>(FIELDS)
            ;(field ?? event.currentTarget).focus()
          }}
          className={cx(
            'fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100vh-48px)] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 animate-[appear_var(--calm)] flex-col',
            'overflow-hidden rounded-r4 border border-line bg-raised shadow-lift-3 focus:outline-none',
            widths[width],
          )}
        >
          <header className="flex items-start gap-3 px-6 pt-4.5 pb-3.5">
            <div className="min-w-0 flex-1 wrap-anywhere">
              <Radix.Title className="text-page font-strong tracking-[-0.01em]">{title}</Radix.Title>
              {lead && <Radix.Description className="mt-0.5 text-text-2">{lead}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <IconButton label={t('close')}>
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          {children && <div className="min-h-0 overflow-y-auto px-6 pb-5">{children}</div>}
          {footer && (
            <footer className="flex items-center justify-end gap-2 border-t border-line bg-surface-sunk px-6 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
