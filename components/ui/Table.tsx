import { ArrowDown, ArrowUp } from 'lucide-react'
import type { HTMLAttributes, ReactNode, TdHTMLAttributes, ThHTMLAttributes } from 'react'
import { cx } from './cx.ts'

/** Rows divided by lines; no card. Numbers stand right, in tabular figures (`end`). */
export function Table({ className, ...rest }: HTMLAttributes<HTMLTableElement>) {
  return <table className={cx('w-full border-collapse', className)} {...rest} />
}

type CellProps = {
  end?: boolean
  /** 54 px, for rows with a second line. */
  tall?: boolean
}
export function Th({ end, className, ...rest }: ThHTMLAttributes<HTMLTableCellElement> & Pick<CellProps, 'end'>) {
  return (
    <th
      scope="col"
      className={cx(
        'h-8 border-b border-line px-3 text-small font-medium whitespace-nowrap text-text-3',
        end ? 'num text-right' : 'text-left',
        className,
      )}
      {...rest}
    />
  )
}

type SortProps = { label: ReactNode; active: 'asc' | 'desc' | null; onSort: () => void; end?: boolean; className?: string }
/** A head that sorts: says which way to screen readers and with an arrow. */
export function SortTh({ label, active, onSort, end, className }: SortProps) {
  return (
    <Th end={end} className={className} aria-sort={active === 'asc' ? 'ascending' : active === 'desc' ? 'descending' : 'none'}>
      <button type="button" onClick={onSort} className={cx('inline-flex items-center gap-1 hover:text-text', active && 'text-text')}>
        {end && active && (active === 'asc' ? <ArrowUp className="size-3" /> : <ArrowDown className="size-3" />)}
        {label}
        {!end && active && (active === 'asc' ? <ArrowUp className="size-3" /> : <ArrowDown className="size-3" />)}
      </button>
    </Th>
  )
}

export function Td({ end, tall, className, ...rest }: TdHTMLAttributes<HTMLTableCellElement> & CellProps) {
  return (
    <td
      className={cx('border-b border-line px-3', tall ? 'h-13.5' : 'h-row', end && 'num text-right whitespace-nowrap', className)}
      {...rest}
    />
  )
}

type RowProps = HTMLAttributes<HTMLTableRowElement> & { selected?: boolean; current?: boolean }
export function Tr({ selected, current, className, ...rest }: RowProps) {
  return (
    <tr
      className={cx('group/row calm', selected ? 'bg-accent-soft' : current ? 'bg-surface-hover' : 'hover:bg-surface-hover', className)}
      {...rest}
    />
  )
}
