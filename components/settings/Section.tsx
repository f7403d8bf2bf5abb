import type { ReactNode } from 'react'

/** A group of settings: its name at the left, its fields beside it. */
export function Section({ title, lead, children }: { title: ReactNode; lead?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid gap-4 border-b border-line py-6 last:border-b-0 roomy:grid-cols-[200px_minmax(0,440px)] roomy:gap-8">
      <div>
        <h2 className="text-title font-strong">{title}</h2>
        {lead && <p className="mt-0.5 text-text-2">{lead}</p>}
      </div>
      <div className="grid max-w-110 gap-4">{children}</div>
    </section>
  )
}
