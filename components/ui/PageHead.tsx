import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** The head of a page: its one h1, and its actions at the right. */
export function PageHead({
  title,
  children,
  before,
  className,
}: {
  title: ReactNode
  children?: ReactNode
  before?: ReactNode
  className?: string
}) {
  return (
    <header className={cx('flex h-15 shrink-0 items-center gap-2 px-6', className)}>
      {before}
      <h1 className="cut text-page font-strong tracking-[-0.01em]">{title}</h1>
      <span className="flex-1" />
      {children}
    </header>
  )
}
