import Link from 'next/link'
import type { ReactNode } from 'react'

/** Where a page is from: the list that one goes back to, before its name. */
export const Crumb = ({ href, children }: { href: string; children: ReactNode }) => (
  <>
    <Link href={href} className="font-medium text-text-2 hover:text-text">
      {children}
    </Link>
    <span aria-hidden className="text-text-3">
      /
    </span>
  </>
)
