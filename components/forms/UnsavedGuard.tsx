'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'

/** While `dirty`, asks before a link, a reload or a closed tab throws changes away. */
export function UnsavedGuard({ dirty }: { dirty: boolean }) {
  const t = useTranslations('settings.unsaved')
  const router = useRouter()
  const [to, setTo] = useState<string | null>(null)

  useEffect(() => {
    if (!dirty) return
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || link.target || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey)
        return
      if (link.origin !== window.location.origin || link.hash) return
      event.preventDefault()
      event.stopPropagation()
      setTo(link.pathname + link.search)
    }
    window.addEventListener('beforeunload', beforeUnload)
    document.addEventListener('click', onClick, true)
    return () => {
      window.removeEventListener('beforeunload', beforeUnload)
      document.removeEventListener('click', onClick, true)
    }
  }, [dirty])

  return (
    <Dialog
      open={to !== null}
      onClose={() => setTo(null)}
      title={t('title')}
      lead={t('lead')}
      footer={
        <>
          <Button onClick={() => setTo(null)}>{t('stay')}</Button>
          <Button look="danger" onClick={() => to && router.push(to)}>
            {t('leave')}
          </Button>
        </>
      }
    />
  )
}
