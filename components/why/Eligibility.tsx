import { useTranslations } from 'next-intl'
import type { Explanation } from '#domain/journey/explanation.ts'
import { Compared } from './Few.tsx'
import { useBecause } from './useBecause.ts'

/** Whether the journey would let the member in now, were a trigger to match. */
export function Eligibility({ explanation: { eligibility, journey } }: { explanation: Explanation }) {
  const t = useTranslations('members.why')
  const becauseOf = useBecause()
  if (!eligibility) return null
  return (
    <section aria-labelledby="why-now" className="mt-5">
      <h3 id="why-now" className="font-strong">
        {t('now')}
      </h3>
      <p className="mt-1.5 border-t border-line pt-2 text-text-2">
        {eligibility.enters ? t('wouldEnter') : t('wouldNot', { because: becauseOf(eligibility.because ?? '', journey.status) })}
      </p>
      <Compared saw={eligibility.saw} />
    </section>
  )
}
