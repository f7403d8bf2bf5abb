'use client'
import { useTranslations } from 'next-intl'
import { Input } from '#components/ui/Input.tsx'
import type { QuietHours } from '#domain/message/quietHours.ts'

export const USUAL_NIGHT: QuietHours = { start: '22:00', end: '08:00' }
type Props = { value: QuietHours; onChange: (value: QuietHours) => void; label: string; error?: string | undefined }

/** From one time of the wall clock to another, over midnight where the second is earlier. */
export function QuietHoursInput({ value, onChange, label, error }: Props) {
  const t = useTranslations('common.quietHours')
  const time = (name: keyof QuietHours) => (
    <Input
      type="time"
      required
      aria-label={t(name)}
      aria-invalid={(name === 'end' && error !== undefined) || undefined}
      className="w-26"
      value={value[name]}
      onChange={(event) => event.target.value && onChange({ ...value, [name]: event.target.value })}
    />
  )
  return (
    <fieldset>
      <legend className="sr-only">{label}</legend>
      <span className="flex items-center gap-2 text-text-2">
        {time('start')}
        {t('to')}
        {time('end')}
      </span>
      {(error || value.start === value.end) && (
        <p role="alert" className="mt-1.5 text-small text-bad-text">
          {error ?? t('same')}
        </p>
      )}
    </fieldset>
  )
}
