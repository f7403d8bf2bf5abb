import { useTranslations } from 'next-intl'
import { MessageEvents } from '#components/message/MessageEvents.tsx'
import { MessageState } from '#components/message/MessageState.tsx'
import { useNodeName } from '#components/report/NodeName.tsx'
import type { Explanation } from '#domain/journey/explanation.ts'
import { channels } from '#domain/message/channel.ts'
import { messageStatuses } from '#domain/message/resource.ts'

/** What became of each message, and when: sent, held until when, dropped for what. */
export function Messages({ explanation: { messages, passages } }: { explanation: Explanation }) {
  const t = useTranslations('members.why')
  const channel = useTranslations('common.channel')
  const nameOf = useNodeName()
  if (messages.length === 0) return null
  const nodeOf = (progressId: string, nodeKey: string | null) =>
    passages.find(({ id }) => id === progressId)?.visits.find((visit) => visit.nodeKey === nodeKey)
  return (
    <section aria-labelledby="why-messages" className="mt-5">
      <h3 id="why-messages" className="font-strong">
        {t('messages')}
      </h3>
      <ul className="mt-1.5 grid gap-3 border-t border-line pt-2">
        {messages.map((message) => {
          const node = nodeOf(message.progressId, message.nodeKey)
          const known = channels.find((one) => one === message.channel)
          const name = node ? nameOf(node) : known ? channel(known) : message.channel
          const status = messageStatuses.find((one) => one === message.status)
          const isHeld = message.status === 'pending' && message.events.at(-1)?.kind === 'held'
          return (
            <li key={message.id}>
              <p className="flex items-center gap-2">
                <span className="cut font-medium" title={name}>
                  {name}
                </span>
                {status && <MessageState status={status} isHeld={isHeld} />}
              </p>
              <div className="mt-1">
                <MessageEvents events={message.events} decidedAt={message.createdAt} />
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
