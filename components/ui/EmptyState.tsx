import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Props = { icon: ReactNode; title: ReactNode; children?: ReactNode; actions?: ReactNode; className?: string }

/** One line of what this is, one useful action. */
export function EmptyState({ icon, title, children, actions, className }: Props) {
  return (
    <div className={cx('grid justify-items-center px-6 py-16 text-center wrap-anywhere', className)}>
      <span className="relative isolate mb-3 grid size-7 place-items-center text-rule before:absolute before:inset-0.75 before:-z-10 before:rotate-45 before:rounded-[5px] before:bg-rule-soft">
        {icon}
      </span>
      <h2 className="text-title font-strong">{title}</h2>
      {children && <div className="mt-1 max-w-88 text-text-2">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

type FailureProps = { title: ReactNode; children?: ReactNode; requestId?: string | null; retry?: ReactNode; className?: string }
/** Failed, in place: what failed, what is still true, retry, request id. */
export function Failure({ title, children, requestId, retry, className }: FailureProps) {
  return (
    <div role="alert" className={cx('flex gap-3 rounded-r3 border border-line bg-surface p-4', className)}>
      <span aria-hidden className="mt-1.5 size-1.75 shrink-0 rounded-full bg-bad-solid" />
      <div className="min-w-0">
        <p className="font-strong">{title}</p>
        {children && <div className="text-text-2">{children}</div>}
        {(retry || requestId) && (
          <div className="mt-2 flex items-center gap-3">
            {retry}
            {requestId && <code className="text-text-3">{requestId}</code>}
          </div>
        )}
      </div>
    </div>
  )
}
