'use client'
import { createContext, use } from 'react'
import type { Path } from '#domain/journey/document.ts'

/** What cards and paths may ask of the designer around them. */
export type CanvasActions = {
  editable: boolean
  /** Opens the list of nodes to put on a path, near a point of the window. */
  insertOn: (path: Path, at: { x: number; y: number }) => void
  /** Selects a node and brings its settings up. */
  open: (key: string) => void
}
const Context = createContext<CanvasActions>({ editable: false, insertOn: () => {}, open: () => {} })
export const CanvasProvider = Context
export const useCanvasActions = () => use(Context)
