'use client'
import { Plus, Trash2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useNodeWords } from '#components/canvas/useNodeWords.ts'
import { Section } from '#components/nodes/Section.tsx'
import { Button, IconButton } from '#components/ui/Button.tsx'
import type { JourneyDocument, Path } from '#domain/journey/document.ts'

type Props = {
  document: JourneyDocument
  path: Path
  editable: boolean
  onInsert: (at: { x: number; y: number }) => void
  onRemove: () => void
  onClose: () => void
}

/** A path: from where, by which outlet, to where. */
export function PathInspector({ document, path, editable, onInsert, onRemove, onClose }: Props) {
  const t = useTranslations('designer')
  const words = useNodeWords()
  const source = document.nodes.find((node) => node.key === path.source)
  const target = document.nodes.find((node) => node.key === path.target)
  if (!source || !target) return null
  return (
    <>
      <div className="flex h-14 items-center gap-2 px-4">
        <h2 className="cut flex-1 text-title font-strong">{t('path')}</h2>
        <IconButton label={t('closeInspector')} onClick={onClose} className="wide:hidden">
          <X />
        </IconButton>
      </div>
      <div className="border-t border-line">
        <Section>
          <dl className="grid grid-cols-[80px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
            <dt className="text-text-2">{t('from')}</dt>
            <dd className="cut font-medium">{words.name(source)}</dd>
            <dt className="text-text-2">{t('outlet')}</dt>
            <dd className="cut">{words.outlet(source, path.outlet)}</dd>
            <dt className="text-text-2">{t('to')}</dt>
            <dd className="cut font-medium">{words.name(target)}</dd>
          </dl>
          {editable && (
            <div className="mt-4 flex gap-2">
              <Button
                icon={<Plus />}
                onClick={(event) => {
                  const box = event.currentTarget.getBoundingClientRect()
                  onInsert({ x: box.x + box.width / 2, y: box.bottom })
                }}
              >
                {t('insertNode')}
              </Button>
              <Button look="danger" icon={<Trash2 />} onClick={onRemove}>
                {t('removePath')}
              </Button>
            </div>
          )}
        </Section>
      </div>
    </>
  )
}
