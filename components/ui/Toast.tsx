'use client'
import { Check, TriangleAlert, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Toast as Radix } from 'radix-ui'
import { createContext, type ReactNode, use, useCallback, useRef, useState } from 'react'
import { IconButton } from './Button.tsx'

export type ToastMessage = { text: ReactNode; tone?: 'good' | 'bad'; undo?: () => void; action?: { label: string; run: () => void } }
type Shown = ToastMessage & { id: number }

const ToastContext = createContext<(message: ToastMessage) => void>(() => {})

/** Says that something was done; with `undo` it can be taken back for eight seconds. */
export const useToast = () => use(ToastContext)

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('common')
  const [shown, setShown] = useState<Shown[]>([])
  const count = useRef(0)
  const show = useCallback((message: ToastMessage) => {
    count.current += 1
    const id = count.current
    setShown((before) => [...before.slice(-2), { ...message, id }])
  }, [])
  const drop = (id: number) => setShown((before) => before.filter((one) => one.id !== id))
  return (
    <ToastContext value={show}>
      <Radix.Provider duration={8_000} swipeDirection="right" label={t('notification')}>
        {children}
        {shown.map((message) => (
          <Radix.Root
            key={message.id}
            onOpenChange={(open) => !open && drop(message.id)}
            className="flex min-h-11 items-center gap-3 rounded-[8px] border border-line-strong bg-raised py-1.5 pr-2 pl-3.5 shadow-lift-3 data-[state=open]:animate-[appear_var(--calm)]"
          >
            {message.tone === 'bad' ? <TriangleAlert className="text-bad-text" /> : <Check className="text-good-text" />}
            <Radix.Description className="min-w-0 flex-1 wrap-anywhere">{message.text}</Radix.Description>
            {message.undo && (
              <Radix.Action altText={t('undo')} onClick={message.undo} className="px-1 font-medium text-accent-text">
                {t('undo')}
              </Radix.Action>
            )}
            {message.action && (
              <Radix.Action altText={message.action.label} onClick={message.action.run} className="px-1 font-medium text-accent-text">
                {message.action.label}
              </Radix.Action>
            )}
            <Radix.Close asChild>
              <IconButton small label={t('close')}>
                <X className="size-3.5" />
              </IconButton>
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed bottom-4 left-1/2 z-50 grid w-110 max-w-[calc(100vw-32px)] -translate-x-1/2 gap-2" />
      </Radix.Provider>
    </ToastContext>
  )
}
