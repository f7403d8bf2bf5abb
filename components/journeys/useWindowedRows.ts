'use client'
import { type RefObject, useCallback, useEffect, useState } from 'react'

export const ROW_HEIGHT = 54
/** Rows drawn beyond what is seen, so that scrolling meets no gap. */
const MARGIN = 12

/** Which rows of equal height are in view of a scrolling box, so that a thousand rows draw like forty. */
export function useWindowedRows(box: RefObject<HTMLElement | null>, count: number) {
  const [range, setRange] = useState({ from: 0, to: 40 })
  const measure = useCallback(() => {
    const element = box.current
    if (!element) return
    const from = Math.max(0, Math.floor(element.scrollTop / ROW_HEIGHT) - MARGIN)
    const to = Math.ceil((element.scrollTop + element.clientHeight) / ROW_HEIGHT) + MARGIN
    setRange((before) => (before.from === from && before.to === to ? before : { from, to }))
  }, [box])
  useEffect(() => {
    const element = box.current
    if (!element) return
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const resized = new ResizeObserver(measure)
    resized.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      resized.disconnect()
    }
  }, [box, measure])
  const from = Math.min(range.from, count)
  const to = Math.min(range.to, count)
  const show = useCallback(
    (index: number) => {
      const element = box.current
      if (!element) return
      const top = index * ROW_HEIGHT
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + ROW_HEIGHT * 2 > element.scrollTop + element.clientHeight)
        element.scrollTop = top + ROW_HEIGHT * 2 - element.clientHeight
    },
    [box],
  )
  return { from, to, above: from * ROW_HEIGHT, below: (count - to) * ROW_HEIGHT, show }
}
