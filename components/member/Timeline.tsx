'use client'
import { ListFilter, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { LoadFailure } from '#components/LoadFailure.tsx'
import type { Page } from '#components/list/usePages.ts'
import { Button } from '#components/ui/Button.tsx'
import { Checkbox } from '#components/ui/Checkbox.tsx'
import { Input } from '#components/ui/Input.tsx'
import { Popover } from '#components/ui/Menu.tsx'
import { type TimelineItem, timelineKinds } from '#domain/member/resource.ts'
import { TimelineRow } from './TimelineRow.tsx'
import { byDay } from './timelineView.ts'
import { useDayName } from './useDayName.ts'
import { type Kind, useTimeline } from './useTimeline.ts'

type Props = { memberId: string; first: Page<TimelineItem>; chosen: string | null; onChoose: (progressId: string) => void }

/** What happened to the member, under the day it happened, with search and kinds. */
export function Timeline({ memberId, first, chosen, onChoose }: Props) {
  const t = useTranslations('members.timeline')
  const tabs = useTranslations('members.tabs')
  const common = useTranslations('common')
  const [typed, setTyped] = useState('')
  const [kinds, setKinds] = useState<Kind[]>([])
  const q = useDeferredValue(typed.trim())
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useTimeline(memberId, kinds, q, first)
  const dayName = useDayName()
  const items = data?.pages.flatMap((page) => page.data) ?? []
  return (
    <section aria-label={tabs('timeline')} className="min-h-0 min-w-0 overflow-y-auto px-5 py-4">
      <div className="flex items-center gap-2 pb-1">
        <Input
          type="search"
          icon={<Search />}
          className="flex-1"
          aria-label={t('search')}
          placeholder={t('search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <KindFilter kinds={kinds} onChange={setKinds} />
      </div>
      {error && !data && <LoadFailure className="mt-3" title={t('failed')} error={error} onRetry={refetch} />}
      {data && items.length === 0 && (
        <p className="py-8 text-center text-text-2">
          {q || kinds.length > 0 ? t('noMatch') : t('none')}{' '}
          {(q || kinds.length > 0) && (
            <Button
              small
              onClick={() => {
                setTyped('')
                setKinds([])
              }}
            >
              {t('clear')}
            </Button>
          )}
        </p>
      )}
      {byDay(items, dayName.dayOf).map(({ day, items: ofDay }) => (
        <div key={day}>
          <h3 className="pt-3 pb-0.5 text-small font-medium text-text-3">{dayName.nameOf(ofDay[0]?.at ?? '')}</h3>
          <ul>
            {ofDay.map((item) => (
              <TimelineRow
                key={item.id}
                item={item}
                isChosen={item.progressId !== null && item.progressId === chosen}
                onChoose={onChoose}
              />
            ))}
          </ul>
        </div>
      ))}
      {hasNextPage && (
        <Button className="mt-3" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? common('loading') : t('more')}
        </Button>
      )}
    </section>
  )
}

function KindFilter({ kinds, onChange }: { kinds: Kind[]; onChange: (kinds: Kind[]) => void }) {
  const t = useTranslations('members.timeline')
  return (
    <Popover
      label={t('kinds')}
      align="end"
      trigger={<Button icon={<ListFilter />}>{kinds.length === 0 ? t('kinds') : t('someKinds', { count: kinds.length })}</Button>}
    >
      <div className="grid gap-2.5">
        {timelineKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`kind.${kind}`)}
            showLabel
            checked={kinds.includes(kind)}
            onChange={(on) => onChange(on ? [...kinds, kind] : kinds.filter((one) => one !== kind))}
          />
        ))}
      </div>
    </Popover>
  )
}
