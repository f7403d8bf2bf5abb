'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useMaybeWorkspace } from '#components/shell/workspace.tsx'
import { useNow } from '#components/useNow.ts'
import { isZone } from '#domain/time/isZone.ts'
import { nextOccurrences, scheduleSchema } from '#domain/time/schedule.ts'
import type { NodeSettings } from './face.ts'
import { textIn } from './settings.ts'

const COUNT = 5

/** The next times at which a schedule comes, in its zone; nothing while it is unfinished. */
export function ScheduledTimes({ settings }: { settings: NodeSettings }) {
  const t = useTranslations('designer.triggerSchedule')
  const locale = useLocale()
  const now = useNow()
  const workspaceZone = useMaybeWorkspace()?.timeZone ?? 'UTC'
  const own = textIn(settings, 'timeZone')
  const timeZone = own === '' ? workspaceZone : own
  const schedule = useMemo(() => scheduleSchema.safeParse(settings).data, [settings])
  if (!schedule || !isZone(timeZone)) return null
  const times = nextOccurrences(schedule, now.getTime(), timeZone, COUNT)
  const format = new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone },
  })
  return (
    <section aria-label={t('next')}>
      <h4 className="mb-1.5 text-small font-medium text-text-2">{t('nextIn', { zone: timeZone })}</h4>
      {times.length === 0 && <p className="text-small text-text-2">{t('never')}</p>}
      <ol className="num grid gap-1 text-small">
        {times.map((at) => (
          <li key={at}>
            <time dateTime={new Date(at).toISOString()}>{format.format(at)}</time>
          </li>
        ))}
      </ol>
    </section>
  )
}
