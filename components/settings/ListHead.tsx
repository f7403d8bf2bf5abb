import type { ReactNode } from 'react'

/** What a list of settings is, and its one action at the right. */
export function ListHead({ lead, children }: { lead: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex items-start gap-6 py-5">
      <p className="max-w-150 text-text-2">{lead}</p>
      <span className="flex-1" />
      {children}
    </div>
  )
}
