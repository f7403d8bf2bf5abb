'use client'
import { useQuery } from '@tanstack/react-query'
import { User } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Combobox } from '#components/forms/Combobox.tsx'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { listOf } from '#domain/api/common.ts'
import { memberListItemSchema } from '#domain/member/resource.ts'

const schema = listOf(memberListItemSchema)
type Props = { id: string; describedBy?: string | undefined; value: string; onChange: (userId: string) => void }

/** A stored member, found by how its userId or email begins. */
export function MemberPicker({ value, onChange, ...wiring }: Props) {
  const t = useTranslations('designer.simulate')
  const { api, slug } = useWorkspace()
  const [words, setWords] = useState('')
  const found = useQuery({
    queryKey: [slug, 'users', 'pick', words],
    queryFn: ({ signal }) => api('/users', schema, { query: { q: words, limit: 20 }, signal }),
    placeholderData: (before) => before,
  })
  const members = (found.data?.data ?? []).flatMap(({ userId, name, email }) => (userId === null ? [] : [{ userId, name, email }]))
  return (
    <Combobox
      {...wiring}
      placeholder={t('memberPlaceholder')}
      icon={<User aria-hidden />}
      value={value}
      onSearch={setWords}
      onChange={onChange}
      choices={members.map(({ userId, name, email }) => ({ value: userId, note: name ?? email ?? '' }))}
    />
  )
}
