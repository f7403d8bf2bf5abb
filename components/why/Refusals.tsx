import { useTranslations } from 'next-intl'
import { useFormat } from '#components/useFormat.ts'
import type { Explanation } from '#domain/journey/explanation.ts'
import { Compared, Few } from './Few.tsx'
import { useBecause } from './useBecause.ts'

/**
 * The times that a trigger matched and the journey did not let the member in: kept for 90 days. Those that stand with the
 * trigger's events are left out.
 */
export function Refusals({ explanation }: { explanation: Explanation }) {
  const t = useTranslations('members.why')
  const format = useFormat()
  const becauseOf = useBecause()
  const told = new Set(explanation.triggers.flatMap(({ events }) => events.map(({ event }) => event.id)))
  const refusals = explanation.refusals.filter(({ event }) => !told.has(event.id))
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
