'use client'
import { useTranslations } from 'next-intl'
import type { Point } from '#components/canvas/geometry.ts'
import { Button } from '#components/ui/Button.tsx'
import { cx } from '#components/ui/cx.ts'
import type { Path } from '#domain/journey/document.ts'
import type { Problem } from '#domain/journey/problem.ts'
import { JourneyInspector } from './JourneyInspector.tsx'
import { NodeInspector } from './NodeInspector.tsx'
import { PathInspector } from './PathInspector.tsx'
import type { Editor } from './useEditor.ts'

type Props = {
  editor: Editor
  path: Path | null
  problems: readonly Problem[]
  editable: boolean
  /** Members may be inside: the journey's settings act at once. */
  live: boolean
  /** On a narrow window it lies over the canvas, and only when asked for. */
  over: boolean
  onShow: (nodeKey: string | null) => void
  onInsert: (on: Path, at: Point) => void
  onClose: () => void
}

/** Settings of what is selected: a node, a path, several; with nothing selected, of the journey. */
export function Inspector({ editor, path, problems, editable, live, over, onShow, onInsert, onClose }: Props) {
  const t = useTranslations('designer')
  const { document, selection } = editor
  const chosen = document.nodes.filter((node) => selection.nodes.has(node.key))
  const [only] = chosen
  const body = () => {
    if (chosen.length > 1)
      return (
        <div className="grid gap-3 p-4">
          <h2 className="text-title font-strong">{t('severalNodes', { count: chosen.length })}</h2>
          {editable && (
            <div className="flex gap-2">
              <Button onClick={editor.duplicate}>{t('duplicate')}</Button>
              <Button look="danger" onClick={editor.remove}>
                {t('removeNodes', { count: chosen.length })}
              </Button>
            </div>
          )}
        </div>
      )
    if (only)
      return (
        <NodeInspector
          key={only.key}
          document={document}
          node={only}
          problems={problems.filter((problem) => problem.nodeKey === only.key)}
          editable={editable}
          onEdit={editor.edit}
          onRemove={editor.remove}
          onDuplicate={editor.duplicate}
          onClose={onClose}
        />
      )
    if (path)
      return (
        <PathInspector
          document={document}
          path={path}
          editable={editable}
          onInsert={(at) => onInsert(path, at)}
          onRemove={editor.remove}
          onClose={onClose}
        />
      )
    return (
      <JourneyInspector
        document={document}
        problems={problems}
        editable={editable}
        live={live}
        onEdit={editor.edit}
        onShow={onShow}
        onClose={onClose}
      />
    )
  }
  return (
    <aside
      aria-label={t('inspector')}
      className={cx(
        'flex w-inspector shrink-0 flex-col overflow-hidden border-l border-line bg-surface',
        'max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-10 max-wide:shadow-lift-3',
        !over && 'max-wide:hidden',
      )}
    >
      {body()}
    </aside>
  )
}
