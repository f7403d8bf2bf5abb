import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { buttonClass } from '#components/ui/Button.tsx'
import { receiverOf } from '#server/message/receiver.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('receivers'))('unsubscribe'), referrer: 'no-referrer' }
}

/**
 * Where a receiver's unsubscribe link leads. Needs no sign-in and no script: looking changes nothing, the button posts the
 * link back to itself (server/message/tracking) and returns here.
 */
export default async function UnsubscribePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const t = await getTranslations('receivers')
  if (token === 'preview') return <Card title={t('preview')} body={t('previewBody')} />
  const receiver = await receiverOf(token)
  if (!receiver) return <Card title={t('invalid')} body={t('invalidBody')} />
  const { sender, isUnsubscribed } = receiver
  return isUnsubscribed ? (
    <Card title={t('stopped')} body={t('stoppedBody', { sender })}>
      <Form token={token} state="granted" label={t('undo')} />
    </Card>
  ) : (
    <Card title={t('ask', { sender })} body={t('askBody', { sender })}>
      <Form token={token} state="denied" label={t('stop')} />
    </Card>
  )
}

function Card({ title, body, children }: { title: string; body: string; children?: React.ReactNode }) {
  return (
    <main className="grid min-h-full place-items-center px-4 py-12">
      <section className="w-full max-w-110 rounded-r4 border border-line bg-surface p-8 text-center shadow-lift-2">
        <h1 className="text-page font-strong tracking-[-0.01em]">{title}</h1>
        <p className="mt-2 text-text-2">{body}</p>
        {children && <div className="mt-6">{children}</div>}
      </section>
    </main>
  )
}

const Form = ({ token, state, label }: { token: string; state: 'granted' | 'denied'; label: string }) => (
  <form method="post" action={`/u/${token}`}>
    <input type="hidden" name="email" value={state} />
    <button type="submit" className={buttonClass({ look: state === 'denied' ? 'primary' : 'plain' })}>
      {label}
    </button>
  </form>
)
