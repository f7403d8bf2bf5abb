'use client'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { type Api, apiFor } from '#components/api.ts'
import { allows, type Role } from '#domain/workspace/settings.ts'

export type CurrentWorkspace = { slug: string; name: string; timeZone: string; currency: string; isDemo: boolean; role: Role }
export type SignedInOperator = { id: string; name: string; email: string }
type Value = CurrentWorkspace & { operator: SignedInOperator; api: Api; path: (rest: string) => string; may: (role: Role) => boolean }

const WorkspaceContext = createContext<Value | null>(null)

export function WorkspaceProvider({
  workspace,
  operator,
  children,
}: {
  workspace: CurrentWorkspace
  operator: SignedInOperator
  children: ReactNode
}) {
  const value = useMemo<Value>(
    () => ({
      ...workspace,
      operator,
      api: apiFor(workspace.slug),
      path: (rest) => `/w/${workspace.slug}${rest}`,
      may: (role) => allows(workspace.role, role),
    }),
    [workspace, operator],
  )
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>
}

/** The workspace of the page, with its API client, `path('/journeys')` and `may('editor')`. */
export function useWorkspace(): Value {
  const value = use(WorkspaceContext)
  if (!value) throw new Error('useWorkspace needs a page under /w/[workspace]')
  return value
}

/** The same where a page may stand outside a workspace. */
export const useMaybeWorkspace = () => use(WorkspaceContext)

/** Shorthand for `useWorkspace().api`. */
export const useApi = () => useWorkspace().api
