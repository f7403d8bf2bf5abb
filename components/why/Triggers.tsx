import { useTranslations } from 'next-intl'
import { Tag, type Tone } from '#components/ui/Tag.tsx'
import { useFormat, useText } from '#components/useFormat.ts'
import { isSystemEvent } from '#domain/event/system.ts'
import type { Explanation } from '#domain/journey/explanation.ts'
import { Compared, Few } from './Few.tsx'
import { useBecause } from './useBecause.ts'

type Trigger = Explanation['triggers'][number]
type TriggerEvent = Trigger['events'][number]

/** Each trigger, and what came of the last events that it listens to. */
export function Triggers({ explanation }: { explanation: Explanation }) {
  const t = useTranslations('members.why')
  const text = useText()
  const { triggers, journey } = explanation
  if (triggers.length === 0) return null
  return (
    <section aria-labelledby="why-triggers" className="mt-3">
      <h3 id="why-triggers" className="font-strong">
        {t('triggers')}
      </h3>
      {triggers.map((trigger) => {
        const sentence = trigger.summary ? text(trigger.summary) : ''
        return (
          <div key={trigger.nodeKey} className="mt-2 border-t border-line pt-2">
            <p className="cut" title={sentence}>
              <span className="font-medium">{trigger.name || sentence || trigger.nodeKey}</span>
              {trigger.name && sentence && <span className="text-text-2"> {sentence}</span>}
            </p>
            <TriggerEvents trigger={trigger} status={journey.status} />
          </div>
        )
      })}
    </section>
  )
}

function TriggerEvents({ trigger: { listensTo, events }, status }: { trigger: Trigger; status: string }) {
  const t = useTranslations('members.why')
  if (listensTo === null) return <p className="text-text-2">{t('listensToNothing')}</p>
  if (isSystemEvent(listensTo)) return <p className="text-text-2">{t('listensToChanges')}</p>
  if (events.length === 0) return <p className="text-text-2">{t('noneCame', { name: listensTo })}</p>
  return <Few items={events}>{(event) => <EventLine key={event.event.id} event={event} status={status} />}</Few>
}

const tones: Record<TriggerEvent['fate'], Tone> = {
  entered: 'good',
  refused: 'warn',
  unmatched: 'idle',
  before_publish: 'idle',
  not_then: 'warn',
}

function EventLine({ event: { event, fate, because, saw }, status }: { event: TriggerEvent; status: string }) {
  const t = useTranslations('members.why')
  const format = useFormat()
  const becauseOf = useBecause()
  return (
    <li>
      <p className="flex items-baseline gap-2">
        <time dateTime={event.at} title={format.full(event.at)} className="num shrink-0 text-text-2">
          {format.dateTime(event.at)}
        </time>
        <Tag tone={tones[fate]}>{t(`fate.${fate}`)}</Tag>
        <span className="min-w-0 text-text-2">{t(`fateWhy.${fate}`, { because: because ? becauseOf(because, status) : '' })}</span>
      </p>
      <Compared saw={saw} />
    </li>
  )
}
