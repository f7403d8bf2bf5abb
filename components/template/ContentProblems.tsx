'use client'
import { Check, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Preview } from '#domain/message/resource.ts'

type Props = { preview: Preview | undefined; onGoTo: (line: number, column: number | null) => void }

/** What does not parse, each with a way to its place, and which names render empty. */
export function ContentProblems({ preview, onGoTo }: Props) {
  const t = useTranslations('templates.editor')
  if (!preview) return <div className="h-8" />
  const { errors, unknown } = preview
  return (
    <div aria-live="polite" className="grid max-h-32 shrink-0 gap-1 overflow-y-auto text-small">
      {errors.length === 0 && unknown.length === 0 && (
        <p className="flex h-6 items-center gap-1.5 text-text-2">
          <Check className="size-3.5 text-good-text" /> {t('noProblems')}
        </p>
      )}
      {errors.map((error, index) => (
        <p key={index} className="flex items-start gap-1.5">
          <TriangleAlert className={error.fatal ? 'mt-0.5 size-3.5 text-bad-text' : 'mt-0.5 size-3.5 text-warn-text'} />
          <span>
            <span className="font-medium">{t(`field.${error.field}`)}</span>
            {error.line !== null && (
              <>
                {', '}
                {error.field === 'body' ? (
                  <button type="button" className="text-accent-text underline" onClick={() => onGoTo(error.line ?? 1, error.column)}>
                    {place(error)}
                  </button>
                ) : (
                  place(error)
                )}
              </>
            )}
            : {error.detail}
          </span>
        </p>
      ))}
      {unknown.length > 0 && (
        <p className="flex items-start gap-1.5" title={t('unknownHint')}>
          <TriangleAlert className="mt-0.5 size-3.5 text-warn-text" />
          <span>{t('unknown', { names: unknown.join(', ') })}</span>
        </p>
      )}
    </div>
  )

  function place({ line, column }: Preview['errors'][number]) {
    return column === null ? t('place', { line: line ?? 1 }) : t('placeColumn', { line: line ?? 1, column })
  }
}
