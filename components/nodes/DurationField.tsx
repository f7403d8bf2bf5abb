'use client'
import { DurationInput } from '#components/forms/DurationInput.tsx'
import type { InspectorProps } from './face.ts'
import { FieldProblem } from './Section.tsx'
import { definedOf, durationIn } from './settings.ts'

type Props = Pick<InspectorProps, 'settings' | 'onChange' | 'problemAt'> & {
  name: 'duration' | 'every' | 'offset' | 'timeout' | 'within'
  label: string
  /** Where nothing else says what it is. */
  showLabel?: boolean
  /** Two units or more, as in 2 days and 6 hours. */
  several?: boolean
}

/** A setting that is a length of time. */
export function DurationField({ settings, onChange, problemAt, name, label, showLabel, several }: Props) {
  const problem = problemAt(`/${name}`)
  return (
    <div>
      {showLabel && (
        <p aria-hidden className="mb-1.5 text-small font-medium text-text-2">
          {label}
        </p>
      )}
      <DurationInput
        {...(several && { several })}
        label={label}
        invalid={problem !== null}
        value={durationIn(settings, name)}
        onChange={(next) => onChange({ ...settings, [name]: definedOf(next) })}
      />
      <FieldProblem>{problem}</FieldProblem>
    </div>
  )
}
