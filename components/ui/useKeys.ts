'use client'
import { useEffect, useRef } from 'react'

export type Keys = Record<string, (event: KeyboardEvent) => void>

/** The name of a key press: "k", "?", "Enter", "mod+z", "mod+shift+z" (mod is ⌘ or Ctrl). */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const shifted = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))
  return `${event.metaKey || event.ctrlKey ? 'mod+' : ''}${shifted ? 'shift+' : ''}${key}`
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
const busy = () => document.querySelector('[role="dialog"], [role="menu"], [role="alertdialog"]') !== null

/** Shortcuts of a page: silent while somebody types and while a dialogue or a menu is open. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || typing(event.target) || busy()) return
      latest.current[keyName(event)]?.(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
