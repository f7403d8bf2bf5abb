'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod'
import { ApiError } from '#components/api.ts'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Avatar } from '#components/ui/Avatar.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Failure } from '#components/ui/EmptyState.tsx'
import { Select } from '#components/ui/Input.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useToast } from '#components/ui/Toast.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import { type PersonResource, personSchema } from '#domain/workspace/resource.ts'
import { allows, type Role, roles } from '#domain/workspace/settings.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { ListHead } from './ListHead.tsx'

const listSchema = z.object({ data: z.array(personSchema) })

/** Who belongs to the workspace: invite, change a role, remove. */
export function PeopleList({ first }: { first: PersonResource[] }) {
  const t = useTranslations('settings.people')
  const { api, slug, may } = useWorkspace()
  const queries = useQueryClient()
  const [inviting, setInviting] = useState(false)
  const [removing, setRemoving] = useState<PersonResource | null>(null)
  const people = useQuery({
    queryKey: [slug, 'people'],
    queryFn: ({ signal }) => api('/people', listSchema, { signal }),
    initialData: { data: first },
  })
  const refresh = () => queries.invalidateQueries({ queryKey: [slug, 'people'] })
  return (
    <>
      <ListHead lead={t('lead')}>
        {may('admin') && (
          <Button look="primary" icon={<UserPlus />} onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        )}
      </ListHead>
      {people.error && <Failure title={people.error.message} className="mb-4" />}
      <Table className="table-fixed">
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th className="w-36">{t('role')}</Th>
            <Th className="w-40">{t('lastSignIn')}</Th>
            <Th className="w-28" />
          </tr>
        </thead>
        <tbody>
          {people.data.data.map((person) => (
            <PersonRow key={person.id} person={person} onRemove={() => setRemoving(person)} onChanged={refresh} />
          ))}
        </tbody>
      </Table>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {removing && <RemoveDialog person={removing} onClose={() => setRemoving(null)} onRemoved={refresh} />}
    </>
  )
}

function PersonRow({ person, onRemove, onChanged }: { person: PersonResource; onRemove: () => void; onChanged: () => void }) {
  const t = useTranslations('settings.people')
  const format = useFormat()
  const when = useWhen()
  const { may } = useWorkspace()
  const { name, email, role, isYou, lastSignInAt } = person
  const mayChange = may('admin') && may(role)
  return (
    <Tr>
      <Td className="py-2">
        <span className="flex items-center gap-2.5">
          <Avatar name={name} />
          <span className="min-w-0">
            <span className="cut block font-medium" title={name}>
              {name} {isYou && <span className="font-normal text-text-3">({t('you')})</span>}
            </span>
            <span className="cut block text-small text-text-2" title={email}>
              {email}
            </span>
          </span>
        </span>
      </Td>
      <Td>{mayChange ? <RoleSelect person={person} onChanged={onChanged} /> : t(`roles.${role}`)}</Td>
      <Td {...(lastSignInAt ? { title: format.full(lastSignInAt) } : {})}>{lastSignInAt ? when(lastSignInAt) : t('never')}</Td>
      <Td end>
        {(mayChange || isYou) && (
          <Button small look="danger" aria-label={isYou ? t('leave') : t('remove', { name })} onClick={onRemove}>
            {isYou ? t('leaveVerb') : t('removeVerb')}
          </Button>
        )}
      </Td>
    </Tr>
  )
}

function RoleSelect({ person, onChanged }: { person: PersonResource; onChanged: () => void }) {
  const t = useTranslations('settings.people')
  const toast = useToast()
  const { api, role: own } = useWorkspace()
  const { id, name, role } = person
  const put = async (next: Role, back?: Role) => {
    try {
      await api.send(`/people/${id}`, { method: 'PATCH', body: { role: next } })
      toast({ text: t('roleChanged', { name, role: t(`roles.${next}`) }), ...(back ? { undo: () => void put(back) } : {}) })
    } catch (error) {
      toast({ tone: 'bad', text: error instanceof ApiError ? error.message : String(error) })
    }
    onChanged()
  }
  return (
    <Select
      small
      aria-label={t('roleOf', { name })}
      value={role}
      onChange={(event) => {
        const next = roles.find((one) => one === event.target.value)
        if (next && next !== role) void put(next, role)
      }}
    >
      {roles
        .filter((one) => allows(own, one))
        .map((one) => (
          <option key={one} value={one}>
            {t(`roles.${one}`)}
          </option>
        ))}
    </Select>
  )
}

function RemoveDialog({ person, onClose, onRemoved }: { person: PersonResource; onClose: () => void; onRemoved: () => void }) {
  const t = useTranslations('settings.people')
  const toast = useToast()
  const { api } = useWorkspace()
  const { id, name, isYou } = person
  const remove = async () => {
    await api.send(`/people/${id}`, { method: 'DELETE' })
    if (isYou) return window.location.assign('/')
    toast({ text: t('removed', { name }) })
    onRemoved()
  }
  return (
    <ConfirmDialog
      title={isYou ? t('leave') : t('remove', { name })}
      lead={isYou ? t('leaveLead') : t('removeLead', { name })}
      verb={isYou ? t('leaveVerb') : t('removeVerb')}
      onConfirm={remove}
      onClose={onClose}
    />
  )
}
