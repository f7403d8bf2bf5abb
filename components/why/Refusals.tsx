import { useTranslations } from 'next-intl'
import { useFormat } from '#components/useFormat.ts'
import type { Explanation } from '#domain/journey/explanation.ts'
import { Compared, Few } from './Few.tsx'
import { useBecause } from './useBecause.ts'

/** The times that a trigger matched and the journey did not let the member in: kept for 90 days. */
export function Refusals({ refusals }: Pick<Explanation, 'refusals'>) {
  const t = useTranslations('members.why')
  const format = useFormat()
  const becauseOf = useBecause()
  if (refusals.length === 0) return null
  return (
    <section aria-labelledby="why-refusals" className="mt-5">
      <h3 id="why-refusals" className="border-b border-line pb-1.5 font-strong">
        {t('refusals')} <span className="num font-normal text-text-3">{format.number(refusals.length)}</span>
      </h3>
      <Few items={refusals}>
        {({ at, because, event, saw }, index) => (
          <li key={index}>
            <p>
              <time dateTime={at} title={format.full(at)} className="num text-text-2">
                {format.dateTime(at)}
              </time>{' '}
              {t('refusal', { name: event.name, because: becauseOf(because, '') })}
            </p>
            <Compared saw={saw} />
          </li>
        )}
      </Few>
    </section>
  )
}
