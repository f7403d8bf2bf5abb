import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Button } from '#components/ui/Button.tsx'
import { Table, Td, Th, Tr } from '#components/ui/Table.tsx'
import { useFormat, useWhen } from '#components/useFormat.ts'
import type { DeadLetterResource } from '#domain/operations/resource.ts'

type Props = {
  rows: DeadLetterResource[]
  onShow: (letter: DeadLetterResource) => void
  onReplay?: (id: string) => void
  onDiscard?: (letter: DeadLetterResource) => void
}

/** Jobs that are of a workspace. */
const knownJobs = ['feed', 'walk'] as const

/** What a letter is called: an event by its name, a job by what it does. */
export function useLetterName(): (letter: DeadLetterResource) => string {
  const t = useTranslations('settings.deadLetters')
  return ({ source, kind, name }) => {
    const job = source === 'job' ? knownJobs.find((one) => one === kind) : undefined
    return job ? t(`jobs.${job}`) : (name ?? kind)
  }
}

export function DeadLetterTable({ rows, onShow, onReplay, onDiscard }: Props) {
  const t = useTranslations('settings.deadLetters')
  const format = useFormat()
  const when = useWhen()
  const nameOf = useLetterName()
  return (
    <Table className="table-fixed">
      <thead>
        <tr>
          <Th className="w-28">{t('when')}</Th>
          <Th className="w-[17%]">{t('what')}</Th>
          <Th className="w-[18%]">{t('of')}</Th>
          <Th>{t('reason')}</Th>
          <Th className="w-64" />
        </tr>
      </thead>
      <tbody>
        {rows.map((letter) => (
          <Tr key={letter.id}>
            <Td title={format.full(letter.at)}>{when(letter.at)}</Td>
            <Td className="truncate font-medium" title={nameOf(letter)}>
              {nameOf(letter)}
            </Td>
            <Td className="truncate">
              <Whose letter={letter} />
            </Td>
            <Td className="text-text-2" title={letter.reason}>
              <span className="my-1.5 line-clamp-2 wrap-anywhere">{letter.reason === 'held' ? t('behind') : letter.reason}</span>
            </Td>
            <Td end>
              <span className="inline-flex gap-2">
                <Button small look="ghost" onClick={() => onShow(letter)}>
                  {t('show')}
                </Button>
                {onDiscard && (
                  <Button small look="ghost" onClick={() => onDiscard(letter)}>
                    {t('discard')}
                  </Button>
                )}
                {onReplay && (letter.member || letter.source === 'job') && (
                  <Button small onClick={() => onReplay(letter.id)}>
                    {t('replay')}
                  </Button>
                )}
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The member who is held, or the queue of a job and how often it failed. */
function Whose({ letter: { member, queue, attempts } }: { letter: DeadLetterResource }) {
  const t = useTranslations('settings.deadLetters')
  const { path } = useWorkspace()
  if (member)
    return (
      <Link href={path(`/members/${member.id}`)} className="text-accent-text">
        {member.userId ?? member.id}
      </Link>
    )
  if (queue === null) return null
  const text = t('job', { queue, attempts })
  return (
    <span className="text-text-2" title={text}>
      {text}
    </span>
  )
}
