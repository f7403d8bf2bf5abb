import type { ReactNode } from 'react'

/** A part of the inspector, divided by a line. */
export function Section({ title, aside, children }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-t border-line px-4 py-3.5 first:border-t-0">
      {title && (
        <h3 className="mb-2 flex items-center gap-1.5 font-strong">
          {title}
          {aside && <span className="ml-auto text-small font-normal">{aside}</span>}
        </h3>
      )}
      {children}
    </section>
  )
}

export function FieldProblem({ children, id }: { children: string | null; id?: string }) {
  return children === null ? null : (
    <p id={id} className="mt-1.5 text-small text-bad-text">
      {children}
    </p>
  )
}
