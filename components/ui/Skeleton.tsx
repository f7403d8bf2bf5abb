import { cx } from './cx.ts'

/** A grey bar the size of what is coming; appears after 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block h-2.5 animate-[appear_150ms_150ms_both] rounded-full bg-idle-soft', className)} />
}

/** Rows of a table that is loading, at their true height. */
export function SkeletonRows({
  rows = 8,
  columns,
  rowClassName = 'h-13.5',
}: {
  rows?: number
  columns: readonly string[]
  rowClassName?: string
}) {
  return (
    <div aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={cx('flex items-center gap-6 border-b border-line px-6', rowClassName)}>
          {columns.map((width, column) => (
            <Skeleton key={column} className={width} />
          ))}
        </div>
      ))}
    </div>
  )
}
