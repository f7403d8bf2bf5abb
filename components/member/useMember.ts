'use client'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '#components/shell/workspace.tsx'
import { listOf } from '#domain/api/common.ts'
import { type MemberResource, memberSchema, type ProgressResource, progressSchema } from '#domain/member/resource.ts'

const REFRESH_MS = 10_000
/** A member by its id, whatever its userId is: for paths under /users. */
export const memberPath = (id: string, rest = '') => `/users/${id}${rest}`
export const byId = { by: 'id' } as const
export const memberKey = (id: string) => ['member', id] as const

const isOpen = ({ status }: ProgressResource) => status === 'READY' || status === 'RUNNING' || status === 'WAITING'

/** The member as it stands, and the passages it is in now. */
export function useMember(first: MemberResource, passages: readonly ProgressResource[]) {
  const api = useApi()
  const { data: member } = useQuery({
    queryKey: memberKey(first.id),
    queryFn: ({ signal }) => api(memberPath(first.id), memberSchema, { query: byId, signal }),
    initialData: first,
    refetchInterval: REFRESH_MS,
  })
  const { data: open } = useQuery({
    queryKey: [...memberKey(first.id), 'open'],
    queryFn: async ({ signal }) => {
      const query = { ...byId, status: 'READY,RUNNING,WAITING', limit: 20 }
      return (await api(memberPath(first.id, '/progress'), listOf(progressSchema), { query, signal })).data
    },
    initialData: passages.filter(isOpen),
    refetchInterval: REFRESH_MS,
  })
  return { member, open }
}
