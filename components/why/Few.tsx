import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Comparisons } from '#components/member/Comparisons.tsx'
import type { SawResource } from '#domain/member/resource.ts'

const FIRST = 3

/** The first of many, and all of them when asked. */
export function Few<Item>({ items, children }: { items: readonly Item[]; children: (item: Item, index: number) => ReactNode }) {
  const t = useTranslations('members.why')
  const [showsAll, setShowsAll] = useState(false)
  return (
    <>
      <ul className="mt-1.5 grid gap-2">{(showsAll ? items : items.slice(0, FIRST)).map(children)}</ul>
      {items.length > FIRST && (
        <button
          type="button"
          className="mt-1.5 text-small font-medium text-accent-text hover:underline"
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? t('fewer') : t('all', { count: items.length })}
        </button>
      )}
    </>
  )
}

/** What was compared, in a box of its own; nothing where nothing was. */
export const Compared = ({ saw }: { saw: readonly SawResource[] }) =>
  saw.length > 0 && (
    <div className="mt-1 max-w-160 rounded-r2 border border-line px-2.5 py-1.5 text-small">
      <Comparisons saw={saw} />
    </div>
  )
