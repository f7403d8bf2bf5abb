import type { ReactNode } from 'react'
import { cx } from '#components/ui/cx.ts'

/** A framed part of the report, with its name and what belongs beside it. */
export function Panel({
  title,
  aside,
  children,
  className,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <section aria-label={title} className={cx('min-w-0 rounded-r3 border border-line bg-surface', className)}>
      <div className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1">
        <h2 className="font-strong">{title}</h2>
        <span className="flex-1" />
        {aside}
      </div>
      {children}
    </section>
  )
}
