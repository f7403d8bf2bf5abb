'use client'
import { useNow as useRenderedAt } from 'next-intl'
import { useSyncExternalStore } from 'react'

const STEP_MS = 10_000

/**
 * The time, to ten seconds, going on by itself. While a page that the server has rendered comes to life it is the time of
 * that rendering, so that both say the same.
 */
export function useNow(): Date {
  const renderedAt = useRenderedAt().getTime()
  return new Date(useSyncExternalStore(listen, currentStep, () => renderedAt))
}

const currentStep = () => Math.floor(Date.now() / STEP_MS) * STEP_MS

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for all who look at it. */
function listen(changed: () => void): () => void {
  listeners.add(changed)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, STEP_MS)
  return () => {
    listeners.delete(changed)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
