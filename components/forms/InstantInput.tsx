'use client'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Input } from '#components/ui/Input.tsx'
import { instantOfWall, wallOf } from '#domain/time/wall.ts'

type Props = {
  /** ISO, with its offset; '' for none. */
  value: string
  /** ISO, in UTC; '' for none. */
  onChange: (value: string) => void
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A day and a time on the workspace's clocks. Its field should name the zone. */
export function InstantInput({ value, onChange, ...wiring }: Props) {
  const { timeZone } = useWorkspace()
  const isRead = value !== '' && !Number.isNaN(Date.parse(value))
  return (
    <Input
      {...wiring}
      type="datetime-local"
      className="w-56"
      value={isRead ? wallOf(new Date(value).toISOString(), timeZone) : ''}
      onChange={(event) => onChange(event.target.value ? (instantOfWall(event.target.value, timeZone) ?? '') : '')}
    />
  )
}
