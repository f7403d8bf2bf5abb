'use client'
import { useEffect, useState } from 'react'
import { Select } from '#components/ui/Input.tsx'

type Props = {
  value: string
  onChange: (zone: string) => void
  disabled?: boolean
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** Every zone the browser knows, by name; typing jumps to one. */
export function TimeZoneSelect({ value, onChange, ...wiring }: Props) {
  // After mounting: server and browser may know different zones.
  const [zones, setZones] = useState<readonly string[]>([])
  useEffect(() => setZones(Intl.supportedValuesOf('timeZone')), [])
  const shown = [...new Set(['UTC', value, ...zones])]
  return (
    <Select className="w-full" value={value} onChange={(event) => onChange(event.target.value)} {...wiring}>
      {shown.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </Select>
  )
}
