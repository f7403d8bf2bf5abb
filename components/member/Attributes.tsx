'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Tag } from '#components/ui/Tag.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { Json } from '#domain/engine/types.ts'
import type { MemberResource } from '#domain/member/resource.ts'
import { TAGS } from '#domain/member/tags.ts'
import { AttributesDialog } from './AttributesDialog.tsx'

const FIRST = 20

/** What is known about a member; editors change it in a dialogue. */
export function Attributes({ member }: { member: MemberResource }) {
  const t = useTranslations('members.attributes')
  const { may } = useWorkspace()
  const [isEditing, setEditing] = useState(false)
  const [showsAll, setShowsAll] = useState(false)
  const all = Object.entries(member.attributes)
  const shown = showsAll ? all : all.slice(0, FIRST)
  return (
    <section aria-labelledby="attributes">
      <div className="mb-2 flex items-baseline gap-1.5">
        <h2 id="attributes" className="font-strong">
          {t('title')}
        </h2>
        <span className="flex-1" />
        {may('editor') && (
          <button type="button" className="font-medium text-accent-text hover:underline" onClick={() => setEditing(true)}>
            {t('edit')}
          </button>
        )}
      </div>
      {all.length === 0 && <p className="text-text-2">{t('none')}</p>}
      <dl className="grid grid-cols-[minmax(0,98px)_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        {shown.map(([name, value]) => (
          <Attribute key={name} name={name} value={value} />
        ))}
      </dl>
      {all.length > FIRST && (
        <button
          type="button"
          className="mt-2 text-small font-medium text-accent-text hover:underline"
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? t('showFewer') : t('showAll', { count: all.length })}
        </button>
      )}
      {isEditing && <AttributesDialog member={member} onClose={() => setEditing(false)} />}
    </section>
  )
}

function Attribute({ name, value }: { name: string; value: Json }) {
  const text = useValueText()(value)
  return (
    <>
      <dt className="cut font-mono text-small leading-5 text-text-2" title={name}>
        {name}
      </dt>
      <dd className="num cut" title={text}>
        {name === TAGS && Array.isArray(value) ? (
          <span className="flex flex-wrap gap-1">
            {value.map((tag) => (
              <Tag key={JSON.stringify(tag)}>{typeof tag === 'string' ? tag : JSON.stringify(tag)}</Tag>
            ))}
          </span>
        ) : (
          text
        )}
      </dd>
    </>
  )
}

/** A value as one reads it: numbers by locale, instants in the workspace's zone, the rest as JSON. */
export function useValueText(): (value: unknown) => string {
  const format = useFormat()
  return (value) => {
    if (typeof value === 'number') return format.number(value)
    if (typeof value === 'string') return isInstant(value) ? format.dateTime(value) : value
    return value === null || value === undefined ? '–' : JSON.stringify(value)
  }
}
const isInstant = (text: string) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
