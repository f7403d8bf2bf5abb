'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ApiError } from './api.ts'
import { ToastProvider } from './ui/Toast.tsx'
import { TooltipProvider } from './ui/Tooltip.tsx'

const retries = (count: number, error: Error) => count < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500)

/** What every page stands in: the query cache, tooltips, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: retries, staleTime: 5_000, refetchOnWindowFocus: true }, mutations: { retry: false } },
      }),
  )
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={400} skipDelayDuration={200}>
        <ToastProvider>{children}</ToastProvider>
      </TooltipProvider>
    </QueryClientProvider>
  )
}
