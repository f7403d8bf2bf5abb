'use client'
import { EventPicker } from '#components/forms/pickers.tsx'
import { Field } from '#components/ui/Field.tsx'

/** The name of an event, of those that were seen or any other. Settings take no empty name: clearing it changes nothing. */
export function EventName({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <Field label={label}>{({ id }) => <EventPicker id={id} value={value} onChange={(next) => next && onChange(next)} />}</Field>
}
