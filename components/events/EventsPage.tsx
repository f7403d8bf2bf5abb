'use client'
import { useTranslations } from 'next-intl'
import type { Page } from '#components/list/usePages.ts'
import { PageHead } from '#components/ui/PageHead.tsx'
import { TabPanel, Tabs } from '#components/ui/Tabs.tsx'
import type { EventResource, RejectedEvent } from '#domain/event/resource.ts'
import { Connect } from './Connect.tsx'
import { EventLog } from './EventLog.tsx'
import { RejectedLog } from './RejectedLog.tsx'
import { useView } from './useView.ts'
import { tabs } from './view.ts'

type Props = { host: string; events?: Page<EventResource> | undefined; rejected?: Page<RejectedEvent> | undefined }

/** What comes in: the live log, what was refused and why, and how to connect. */
export function EventsPage({ host, events, rejected }: Props) {
  const t = useTranslations('events')
  const [view, change] = useView()
  return (
    <>
      <PageHead title={t('title')} />
      <Tabs
        label={t('views')}
        value={view.tab}
        onChange={(tab) => change({ tab })}
        items={tabs.map((tab) => ({ value: tab, label: t(`tab.${tab}`) }))}
        className="flex min-h-0 flex-1 flex-col"
      >
        <TabPanel value="log" className="flex min-h-0 flex-1 flex-col">
          <EventLog view={view} onView={change} first={events} />
        </TabPanel>
        <TabPanel value="rejected" className="flex min-h-0 flex-1 flex-col">
          <RejectedLog view={view} onView={change} first={rejected} />
        </TabPanel>
        <TabPanel value="connect" className="min-h-0 flex-1 overflow-auto">
          <Connect host={host} onLog={() => change({ tab: 'log', name: '', member: '' })} />
        </TabPanel>
      </Tabs>
    </>
  )
}
