import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-4.5 min-w-4.5 place-items-center rounded-r1 border border-line bg-surface-sunk px-1 font-sans text-small leading-none font-medium text-text-3">
      {children}
    </kbd>
  )
}
