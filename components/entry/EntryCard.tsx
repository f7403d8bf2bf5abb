import type { ReactNode } from 'react'
import { Mark } from '#components/shell/Mark.tsx'

/** A page before any workspace: one card in the middle, with the product's sign. */
export function EntryCard({ title, lead, children }: { title: ReactNode; lead?: ReactNode; children?: ReactNode }) {
  return (
    <main className="grid min-h-screen place-items-center bg-ground p-6">
      <div className="w-90 max-w-full">
        <div className="mb-5 flex items-center gap-2 px-1 font-strong">
          <Mark />
          Sojourn
        </div>
        <div className="rounded-r3 border border-line bg-surface p-6 shadow-lift-1">
          <h1 className="text-page font-strong tracking-[-0.01em]">{title}</h1>
          {lead && <p className="mt-0.5 text-text-2">{lead}</p>}
          {children && <div className="mt-5 grid gap-4">{children}</div>}
        </div>
      </div>
    </main>
  )
}
