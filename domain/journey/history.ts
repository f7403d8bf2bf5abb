import type { JourneyDocument } from './document.ts'
import { type Edit, invert, reduce } from './edit.ts'

/** An edit that was made, and the one that takes it back. */
export type Done = { edit: Edit; back: Edit; before: JourneyDocument }
/** A draft being edited: what it is, what can be undone (latest last) and what can be done again (next last). */
export type EditHistory = { document: JourneyDocument; done: readonly Done[]; undone: readonly Done[] }

const STEPS_MAX = 200

export const begin = (document: JourneyDocument): EditHistory => ({ document, done: [], undone: [] })

/**
 * Makes an edit. With `join`, an edit of the same thing as the one before (the same settings while typing, the same nodes
 * while dragging) becomes one step with it.
 */
export function apply(history: EditHistory, edit: Edit, { join = false } = {}): EditHistory {
  const document = reduce(history.document, edit)
  if (document === history.document) return history
  const last = history.done.at(-1)
  if (join && last && history.undone.length === 0 && aimOf(last.edit) !== null && aimOf(last.edit) === aimOf(edit))
    return { document, done: [...history.done.slice(0, -1), { ...last, edit }], undone: [] }
  const step = { edit, back: invert(history.document, edit), before: history.document }
  return { document, done: [...history.done.slice(1 - STEPS_MAX), step], undone: [] }
}

export function undo(history: EditHistory): EditHistory {
  const last = history.done.at(-1)
  if (!last) return history
  return { document: reduce(history.document, last.back), done: history.done.slice(0, -1), undone: [...history.undone, last] }
}

export function redo(history: EditHistory): EditHistory {
  const next = history.undone.at(-1)
  if (!next) return history
  return { document: reduce(history.document, next.edit), done: [...history.done, next], undone: history.undone.slice(0, -1) }
}

/** What an edit is about, where editing it on is one step; null where every edit is its own. */
function aimOf(edit: Edit): string | null {
  switch (edit.do) {
    case 'setSettings':
    case 'renameNode':
      return `${edit.do} ${edit.key}`
    case 'moveNodes':
      return `${edit.do} ${Object.keys(edit.to).sort().join(' ')}`
    case 'setJourneyName':
    case 'setJourneySettings':
      return edit.do
    default:
      return null
  }
}
