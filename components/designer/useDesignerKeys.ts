'use client'
import { type RefObject, useEffect } from 'react'
import { nothingSelected } from '#components/canvas/Canvas.tsx'
import { type Keys, useKeys } from '#components/ui/useKeys.ts'
import type { Editor } from './useEditor.ts'

type Options = { editor: Editor; editable: boolean; search: RefObject<HTMLInputElement | null>; onSave: () => void }

/** Every shortcut of the designer. Saving works also while one types. */
export function useDesignerKeys({ editor, editable, search, onSave }: Options): void {
  const instead = (run: () => void) => (event: KeyboardEvent) => {
    event.preventDefault()
    run()
  }
  const always: Keys = { Escape: () => editor.setSelection(nothingSelected) }
  useKeys(
    editable
      ? {
          ...always,
          'mod+z': instead(editor.undo),
          'mod+shift+z': instead(editor.redo),
          'mod+y': instead(editor.redo),
          'mod+d': instead(editor.duplicate),
          'mod+a': instead(editor.selectAll),
          '/': instead(() => search.current?.focus()),
          Delete: editor.remove,
          Backspace: editor.remove,
          'mod+c': () => !window.getSelection()?.toString() && editor.copy(),
          'mod+x': () => {
            editor.copy()
            editor.remove()
          },
          'mod+v': editor.paste,
        }
      : always,
  )
  useEffect(() => {
    const save = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      onSave()
    }
    window.addEventListener('keydown', save)
    return () => window.removeEventListener('keydown', save)
  }, [onSave])
}
