'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Nav } from './Nav.tsx'
import { Palette } from './Palette.tsx'
import { type CurrentWorkspace, type SignedInOperator, WorkspaceProvider } from './workspace.tsx'

type Props = {
  workspace: CurrentWorkspace
  operator: SignedInOperator
  workspaces: readonly { slug: string; name: string }[]
  children: ReactNode
}

const DESIGNER = /^\/w\/[^/]+\/journeys\/[0-9]+$/

/** The frame of a signed-in page: navigation and the page. The designer has the whole window. */
export function Frame({ workspace, operator, workspaces, children }: Props) {
  const t = useTranslations('nav')
  const whole = DESIGNER.test(usePathname())
  const [searching, setSearching] = useState(false)
  return (
    <WorkspaceProvider workspace={workspace} operator={operator}>
      <a
        href="#main"
        className="sr-only z-50 rounded-r2 bg-raised px-3 py-2 shadow-lift-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <div className="flex h-screen overflow-hidden">
        {!whole && <Nav workspaces={workspaces} onSearch={() => setSearching(true)} />}
        <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden bg-surface outline-none">
          {children}
        </main>
      </div>
      <Palette open={searching} onOpenChange={setSearching} />
    </WorkspaceProvider>
  )
}
