'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Page } from '#components/list/usePages.ts'
import { cx } from '#components/ui/cx.ts'
import { Tabs } from '#components/ui/Tabs.tsx'
import { useFormat } from '#components/useFormat.ts'
import { WhyPanel } from '#components/why/WhyPanel.tsx'
import type { Explanation } from '#domain/journey/explanation.ts'
import type { MemberResource, ProgressResource, ProgressTrace, TimelineItem } from '#domain/member/resource.ts'
import { Attributes } from './Attributes.tsx'
import { Consent } from './Consent.tsx'
import { InNow } from './InNow.tsx'
import { MemberHead } from './MemberHead.tsx'
import { MemberMessages } from './MemberMessages.tsx'
import { MemberPassages } from './MemberPassages.tsx'
import { Timeline } from './Timeline.tsx'
import { TracePanel } from './TracePanel.tsx'
import { useMember } from './useMember.ts'

export type MemberScreenProps = {
  member: MemberResource
  passages: Page<ProgressResource>
  timeline: Page<TimelineItem>
  /** Of the passage in the address, else of the latest; null without any. */
  trace: ProgressTrace | null
  /** Of the journey in the address. */
  why: Explanation | null
}
const tabs = ['timeline', 'journeys', 'messages', 'why', 'attributes'] as const
type Tab = (typeof tabs)[number]

/** A member: who they are, what happened, and why, node by node. Tab, passage and journey stand in the address. */
export function MemberScreen({ member: first, passages, timeline, trace, why }: MemberScreenProps) {
  const t = useTranslations('members.tabs')
  const format = useFormat()
  const { member, open } = useMember(first, passages.data)
  const { tab, chosen, journey, setTab, choose, ask } = useAddress(trace?.id ?? null)
  const counted = passages.nextCursor ? `${format.number(passages.data.length)}+` : format.number(passages.data.length)
  return (
    <>
      <MemberHead member={member} />
      <Tabs<Tab>
        value={tab}
        onChange={setTab}
        label={t('label')}
        items={tabs.map((value) => ({ value, label: t(value), ...(value === 'journeys' ? { count: counted } : {}) }))}
        listClassName="px-6 wide:[&>button:last-child]:hidden"
      />
      <div className="grid min-h-0 flex-1 grid-cols-1 wide:grid-cols-[296px_minmax(0,1fr)]">
        <aside
          aria-label={t('attributes')}
          className={cx(
            'min-h-0 overflow-y-auto py-4 pr-5 pl-6 wide:block wide:border-r wide:border-line',
            tab === 'attributes' ? 'block' : 'hidden',
          )}
        >
          <Attributes member={member} />
          <Consent member={member} />
          <InNow passages={open} onChoose={choose} />
        </aside>
        <div className={cx('min-h-0', tab === 'attributes' && 'max-wide:hidden')}>
          {tab === 'journeys' && <MemberPassages member={member} first={passages} onChoose={choose} />}
          {tab === 'messages' && <MemberMessages member={member} />}
          {tab === 'why' && <WhyPanel memberId={member.id} journeyId={journey} first={why} onChoose={ask} />}
          {(tab === 'timeline' || tab === 'attributes') && (
            <div className="grid h-full min-h-0 grid-cols-[minmax(0,1fr)_minmax(0,420px)] roomy:grid-cols-[minmax(0,1fr)_minmax(0,500px)]">
              <Timeline memberId={member.id} first={timeline} chosen={chosen} onChoose={choose} />
              <TracePanel memberId={member.id} progressId={chosen} first={trace} />
            </div>
          )}
        </div>
      </div>
    </>
  )
}

function useAddress(latest: string | null) {
  const pathname = usePathname()
  const params = useSearchParams()
  const asked = params.get('tab')
  const tab = tabs.find((one) => one === asked) ?? 'timeline'
  const put = (changes: Record<string, string>) =>
    window.history.replaceState(null, '', `${pathname}?${new URLSearchParams({ ...Object.fromEntries(params), ...changes })}`)
  return {
    tab,
    chosen: params.get('progress') ?? latest,
    journey: params.get('journey'),
    setTab: (next: Tab) => put({ tab: next }),
    choose: (progressId: string) => put({ tab: 'timeline', progress: progressId }),
    ask: (journey: string) => put({ tab: 'why', journey }),
  }
}
