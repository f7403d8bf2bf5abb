'use client'
import { useFormat, useWhen } from './useFormat.ts'

/** How long ago, with the whole instant and its zone on hover. A minute may pass between server and browser: that is no fault. */
export function When({ at }: { at: string }) {
  const when = useWhen()
  const format = useFormat()
  return (
    <time dateTime={at} title={format.full(at)} suppressHydrationWarning>
      {when(at)}
    </time>
  )
}
