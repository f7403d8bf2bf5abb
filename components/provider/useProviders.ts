'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { useWorkspace } from '#components/shell/workspace.tsx'
import {
  type ChangeProvider,
  type CreateProvider,
  providerListSchema,
  providerSchema,
  providerTestSchema,
} from '#domain/message/provider.ts'

export type ProviderList = z.infer<typeof providerListSchema>

export function useProviders(first: ProviderList) {
  const { api, slug } = useWorkspace()
  return useQuery({
    queryKey: [slug, 'providers'],
    queryFn: ({ signal }) => api('/providers', providerListSchema, { signal }),
    initialData: first,
    refetchInterval: 15_000,
  })
}

/** Everything one does to an account; the list is asked again after each. */
export function useProviderVerbs() {
  const { api, slug } = useWorkspace()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: [slug, 'providers'] })
  const create = useMutation({
    mutationFn: (body: CreateProvider) => api('/providers', providerSchema, { method: 'POST', body }),
    onSuccess,
  })
  const change = useMutation({
    mutationFn: ({ id, ...body }: ChangeProvider & { id: string }) => api(`/providers/${id}`, providerSchema, { method: 'PATCH', body }),
    onSuccess,
  })
  const remove = useMutation({ mutationFn: (id: string) => api.send(`/providers/${id}`, { method: 'DELETE' }), onSuccess })
  const test = useMutation({
    mutationFn: (id: string) => api(`/providers/${id}/test`, providerTestSchema, { method: 'POST' }),
    onSuccess,
  })
  return { create, change, remove, test }
}
