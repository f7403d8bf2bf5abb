'use client'
import { cx } from '#components/ui/cx.ts'

type Props = {
  html: string
  title: string
  width: 'desktop' | 'phone'
  theme?: 'light' | 'dark'
  /** Links open in a new tab, as in a mail program. Scripts, forms and storage stay out either way. */
  opensLinks?: boolean
}

/** A message as its receiver sees it: in a frame without scripts, without our origin, on a paper of its own. */
export function MailFrame({ html, title, width, theme = 'light', opensLinks = false }: Props) {
  return (
    <iframe
      title={title}
      sandbox={opensLinks ? 'allow-popups allow-popups-to-escape-sandbox' : ''}
      srcDoc={opensLinks ? `<base target="_blank">${html}` : html}
      referrerPolicy="no-referrer"
      // The frame's own scheme is what the message's prefers-color-scheme answers to.
      style={{ colorScheme: theme, background: theme === 'dark' ? 'var(--mail-paper-dark)' : 'var(--mail-paper)' }}
      className={cx('h-full max-w-full rounded-r3 border border-line-strong shadow-lift-1', width === 'phone' ? 'mx-auto w-94' : 'w-full')}
    />
  )
}
