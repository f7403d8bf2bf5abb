'use client'
import { useTranslations } from 'next-intl'
import { useTopics } from '#components/forms/useTopics.ts'
import { Select } from '#components/ui/Input.tsx'

/** One of the topics, or any; what is chosen stays to be seen when it is archived or not listed. */
export function TopicSelect({ topic, onChange }: { topic: string | null; onChange: (topic: string | null) => void }) {
  const t = useTranslations('settings.limits')
  const { data } = useTopics()
  const listed = (data?.data ?? []).filter(({ key, archivedAt }) => archivedAt === null || key === topic)
  const others = [...new Set([...(data?.unlisted ?? []), ...(topic === null ? [] : [topic])])].filter((key) =>
    listed.every((one) => one.key !== key),
  )
  return (
    <Select
      aria-label={t('topic')}
      className="max-w-36"
      value={topic ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{t('anyTopic')}</option>
      {listed.map(({ key, name }) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
      {others.map((key) => (
        <option key={key} value={key}>
          {key}
        </option>
      ))}
    </Select>
  )
}
