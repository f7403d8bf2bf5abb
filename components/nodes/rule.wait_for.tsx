'use client'
import { Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { AddLink } from './AddLink.tsx'
import { AwaitedEvent } from './AwaitedEvent.tsx'
import type { InspectorProps, NodeFace } from './face.ts'
import { FieldProblem, Section } from './Section.tsx'
import { entryEventOf, freshOutlet, objectsIn } from './settings.ts'
import { TimeoutSection } from './TimeoutSection.tsx'

function Inspector(props: InspectorProps) {
  const { settings, graph, onChange, problemAt } = props
  const t = useTranslations('designer.waitFor')
  const events = objectsIn(settings, 'events')
  const setEvents = (next: typeof events) => onChange({ ...settings, events: next })
  return (
    <>
      <Section title={t('title')}>
        <div className="grid gap-2">
          {events.map((event, at) => (
            <AwaitedEvent
              key={`${at}`}
              value={event}
              entryEvent={entryEventOf(graph)}
              problemAt={(pointer) => problemAt(`/events/${at}${pointer}`)}
              onChange={(next) => setEvents(events.with(at, next))}
              onRemove={events.length > 1 ? () => setEvents(events.toSpliced(at, 1)) : null}
            />
          ))}
          {events.length === 0 && <FieldProblem>{problemAt('/events')}</FieldProblem>}
          <AddLink label={t('add')} onClick={() => setEvents([...events, { event: '', outlet: freshOutlet(events, 'happened') }])} />
        </div>
        <p className="mt-2 text-small text-text-3">{t('hint')}</p>
      </Section>
      <TimeoutSection {...props} />
    </>
  )
}

export const ruleWaitForFace: NodeFace = { icon: Hourglass, shape: 'rule', Inspector }
