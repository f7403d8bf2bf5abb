'use client'
import { useDeferredValue, useState } from 'react'

/**
 * What is typed into a list's search, kept in the address under `name` without asking the server, and the same a moment
 * later for asking it.
 */
export function useSearchText(name: string, initial: string) {
  const [text, setText] = useState(initial)
  const change = (next: string) => {
    setText(next)
    const params = new URLSearchParams(window.location.search)
    if (next) params.set(name, next)
    else params.delete(name)
    const search = params.toString()
    window.history.replaceState(null, '', search ? `?${search}` : window.location.pathname)
  }
  return { text, change, settled: useDeferredValue(text).trim() }
}
