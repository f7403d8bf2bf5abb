'use client'
import { EventPicker } from '#components/forms/pickers.tsx'
import type { InspectorProps } from './face.ts'
import { FieldProblem } from './Section.tsx'
import { textIn } from './settings.ts'

type Props = Pick<InspectorProps, 'settings' | 'onChange' | 'problemAt'> & { label: string; small?: boolean }

/** The event that a node is about. */
export function EventField({ settings, onChange, problemAt, label, small }: Props) {
  return (
    <div>
      <EventPicker
        label={label}
        {...(small && { small })}
        value={textIn(settings, 'event')}
        invalid={problemAt('/event') !== null}
        onChange={(event) => onChange({ ...settings, event })}
      />
      <FieldProblem>{problemAt('/event')}</FieldProblem>
    </div>
  )
}
