'use client'
import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { useDuration } from '#components/useFormat.ts'
import type { SawResource } from '#domain/member/resource.ts'
import { durationSchema } from '#domain/time/duration.ts'
import { useValueText } from './Attributes.tsx'

/** What a decision compared: the subject, what was there, what was asked for, and whether it held. */
export function Comparisons({ saw }: { saw: readonly SawResource[] }) {
  const t = useTranslations('members.trace')
  const expectedOf = useExpected()
  const valueText = useValueText()
  const subjectOf = ({ of, subject }: SawResource) => {
    const key = `subject.${subject}` as 'subject.same_key'
    return of === 'passage' && t.has(key) ? t(key) : subject
  }
  if (saw.length === 0) return null
  return (
    <div className="grid grid-cols-[minmax(0,1.3fr)_minmax(0,0.7fr)_minmax(0,1.1fr)_14px] items-center gap-x-2.5 gap-y-1">
      {saw.map((one, index) => {
        const actual = one.actual === null ? t('none') : valueText(one.actual)
        const expected = expectedOf(one)
        return (
          <Fragment key={index}>
            <span className="cut" title={subjectOf(one)}>
              {subjectOf(one)}
            </span>
            <span className="num cut font-medium" title={actual}>
              {actual}
            </span>
            <span className="num cut text-text-2" title={expected}>
              {expected}
            </span>
            {one.held ? (
              <Check role="img" aria-label={t('yes')} className="size-3.5 text-good-text" />
            ) : (
              <X role="img" aria-label={t('no')} className="size-3.5 text-text-3" />
            )}
          </Fragment>
        )
      })}
    </div>
  )
}

/** What was asked for, as a sentence: "at least 3", "in the last 90 days", "between 20 and 30". */
function useExpected(): (saw: SawResource) => string {
  const t = useTranslations('members.trace')
  const valueText = useValueText()
  const duration = useDuration()
  return ({ operator, expected, within }) => {
    const span = durationSchema.safeParse(expected)
    const [first, second] = Array.isArray(expected) ? expected : []
    const value = span.success
      ? duration(span.data)
      : Array.isArray(expected)
        ? operator === 'between'
          ? t('and', { first: valueText(first), second: valueText(second) })
          : expected.map(valueText).join(', ')
        : valueText(expected)
    const key = `expected.${operator}` as 'expected.gte'
    const sentence = t.has(key) ? t(key, { value }) : `${operator} ${value}`
    return within ? t('within', { expected: sentence, duration: duration(within) }) : sentence
  }
}
