'use client'
import { CalendarDays, Mail, Route, Tag, UserRound, UsersRound, Zap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormat } from '#components/useFormat.ts'
import { Combobox, type ComboboxProps } from './Combobox.tsx'
import { useAttributeNames, useEventNames, useJourneys, usePropertyNames, useSegments, useTemplates } from './useCatalogue.ts'
import { useTopics } from './useTopics.ts'

/** What is picked by its name, key or id. What is not there yet may be typed, save journeys: those have ids of their own. */
type Props = Omit<ComboboxProps, 'choices' | 'icon' | 'closed' | 'empty' | 'onSearch' | 'note'>

/** Attributes that identify calls usually set (Segment spec, reserved traits), offered before any is known. */
const usualAttributes = ['email', 'firstName', 'lastName', 'name', 'phone', 'plan', 'createdAt', 'birthday', 'timezone', 'locale']
const usualDates = ['birthday', 'createdAt', 'trialEndsAt', 'renewsAt']

const iconOf = (small: boolean | undefined) => (small ? { className: 'size-3.5', 'aria-hidden': true } : { 'aria-hidden': true })

/** The name of an event that came, with how often; or of any other. */
export function EventPicker(props: Props) {
  const t = useTranslations('designer.pick')
  const format = useFormat()
  const names = useEventNames()
  const came = names.find((one) => one.name === props.value)?.count
  return (
    <Combobox
      placeholder={t('event')}
      {...props}
      icon={<Zap {...iconOf(props.small)} />}
      note={came === undefined ? undefined : t('came', { count: came, countText: format.number(came) })}
      choices={names.map(({ name, count }) => ({ value: name, ...(count === undefined ? {} : { note: format.number(count) }) }))}
    />
  )
}

/** The name of a property that an event carried, or any other. */
export function PropertyPicker({ event, ...props }: Props & { event: string }) {
  const t = useTranslations('designer.pick')
  const names = usePropertyNames(event)
  return <Combobox placeholder={t('property')} {...props} choices={names.map(({ name }) => ({ value: name }))} />
}

/** The name of an attribute that members have, or any other; `dates` offers those that usually hold one. */
export function AttributePicker({ dates, ...props }: Props & { dates?: boolean }) {
  const t = useTranslations('designer.pick')
  const names = useAttributeNames()
  const seen = (names ?? []).map(({ name }) => name)
  const all = [...new Set([...(dates ? usualDates : []), ...seen, ...usualAttributes])]
  const isNew = names !== null && names.length > 0 && props.value !== '' && !seen.includes(props.value)
  return (
    <Combobox
      placeholder={t('attribute')}
      {...props}
      icon={props.small ? undefined : dates ? <CalendarDays aria-hidden /> : <UserRound aria-hidden />}
      note={isNew && !props.small ? t('unseen') : undefined}
      choices={all.map((value) => ({ value }))}
    />
  )
}

/** A topic, by its name; the key of any other may be typed. */
export function TopicPicker(props: Props) {
  const t = useTranslations('designer.pick')
  const { data } = useTopics()
  const listed = (data?.data ?? []).filter(({ key, archivedAt }) => archivedAt === null || key === props.value)
  const others = (data?.unlisted ?? []).filter((key) => listed.every((one) => one.key !== key))
  const isNew = data !== undefined && props.value !== '' && ![...listed.map(({ key }) => key), ...others].includes(props.value)
  return (
    <Combobox
      {...props}
      icon={<Tag aria-hidden />}
      note={isNew ? t('newTopic') : undefined}
      choices={[...listed.map(({ key, name }) => ({ value: key, name, note: key })), ...others.map((value) => ({ value }))]}
    />
  )
}

/** A segment, by its name; its key may be typed before it is there. */
export function SegmentPicker(props: Props) {
  const t = useTranslations('designer.pick')
  const [words, setWords] = useState('')
  const { rows } = useSegments(words)
  return (
    <Combobox
      placeholder={t('segment')}
      {...props}
      icon={<UsersRound {...iconOf(props.small)} />}
      empty={t('noSegment')}
      onSearch={setWords}
      choices={rows.map(({ key, name }) => ({ value: key, name, note: key }))}
    />
  )
}

/** A template, by its name; its key may be typed before it is there. */
export function TemplatePicker(props: Props) {
  const t = useTranslations('designer.pick')
  const [words, setWords] = useState('')
  const { rows } = useTemplates(words)
  return (
    <Combobox
      placeholder={t('template')}
      {...props}
      icon={<Mail {...iconOf(props.small)} />}
      empty={t('noTemplate')}
      onSearch={setWords}
      choices={rows.map(({ key, name }) => ({ value: key, name, note: key }))}
    />
  )
}

/** Another journey, by its name, with its state. */
export function JourneyPicker({ except = [], ...props }: Props & { except?: readonly string[] }) {
  const t = useTranslations('designer.pick')
  const status = useTranslations('common.status')
  const [words, setWords] = useState('')
  const { rows } = useJourneys(words)
  return (
    <Combobox
      placeholder={t('journey')}
      {...props}
      closed
      icon={<Route aria-hidden />}
      empty={t('noJourney')}
      onSearch={setWords}
      choices={rows.filter(({ id }) => !except.includes(id)).map((one) => ({ value: one.id, name: one.name, note: status(one.status) }))}
    />
  )
}
