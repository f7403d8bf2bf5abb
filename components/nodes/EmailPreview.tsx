'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useWorkspace } from '#components/shell/workspace.tsx'
import { Dialog } from '#components/ui/Dialog.tsx'
import { Failure } from '#components/ui/EmptyState.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { previewSchema } from '#domain/message/resource.ts'

/** The message as it would be rendered for nobody in particular, in a frame that may run nothing. */
export function EmailPreview({ subject, body, onClose }: { subject: string; body: string; onClose: () => void }) {
  const t = useTranslations('designer.email')
  const { api, slug } = useWorkspace()
  const format = body.trimStart().toLowerCase().startsWith('<mjml') ? 'mjml' : 'html'
  const preview = useQuery({
    queryKey: [slug, 'templates', 'preview', subject, body],
    queryFn: ({ signal }) => api('/templates/preview', previewSchema, { method: 'POST', body: { subject, format, body }, signal }),
  })
  return (
    <Dialog open onClose={onClose} width="medium" title={preview.data?.subject || subject || t('preview')} lead={t('previewLead')}>
      {preview.error && <Failure title={t('previewFailed')}>{preview.error.message}</Failure>}
      {preview.data?.errors.map((error) => (
        <p key={error.detail} className="mb-2 text-small text-bad-text">
          {error.detail}
        </p>
      ))}
      {preview.data && preview.data.unknown.length > 0 && (
        <p className="mb-2 text-small text-warn-text">{t('unknown', { names: preview.data.unknown.join(', ') })}</p>
      )}
      {preview.data ? (
        <iframe
          title={t('preview')}
          sandbox=""
          srcDoc={preview.data.html}
          className="h-120 w-full rounded-r2 border border-line bg-text-on-solid"
        />
      ) : (
        !preview.error && <Skeleton className="h-4 w-60" />
      )}
    </Dialog>
  )
}
