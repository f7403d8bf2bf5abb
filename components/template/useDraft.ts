'use client'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type TemplateContent, type TemplateResource, templateContentSchema } from '#domain/message/resource.ts'

export const contentOf = ({ name, subject, preheader, format, body }: TemplateResource): TemplateContent => ({
  ...{ name, subject, preheader, format, body },
})
const isSame = (a: TemplateContent, b: TemplateContent) => JSON.stringify(a) === JSON.stringify(b)

/**
 * What is being written, and whether it differs from what is saved. Unsaved work survives leaving the page: it is kept in
 * this browser under the version it began from, and `recovered` says that it came back. Closing the window asks first.
 */
export function useDraft(template: TemplateResource, workspaceSlug: string) {
  const saved = useMemo(() => contentOf(template), [template])
  const [content, setContent] = useState(saved)
  const [recovered, setRecovered] = useState(false)
  const place = `sojourn.template.${workspaceSlug}.${template.key}.${template.version}`
  const isChanged = !isSame(content, saved)
  const first = useRef(true)

  // Only when the page opens on a version: afterwards this page is what writes the place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const kept = read(place)
    if (kept && !isSame(kept, saved)) {
      setContent(kept)
      setRecovered(true)
    }
  }, [place])
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    if (isChanged) localStorage.setItem(place, JSON.stringify(content))
    else localStorage.removeItem(place)
    if (!isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [place, content, isChanged])

  return {
    content,
    isChanged,
    recovered: recovered && isChanged,
    change: (part: Partial<TemplateContent>) => setContent((before) => ({ ...before, ...part })),
    discard: () => setContent(saved),
    /** After a save: the browser's copy of what was saved goes. */
    forget: () => localStorage.removeItem(place),
  }
}

function read(place: string): TemplateContent | null {
  try {
    return templateContentSchema.parse(JSON.parse(localStorage.getItem(place) ?? 'null'))
  } catch {
    return null
  }
}
