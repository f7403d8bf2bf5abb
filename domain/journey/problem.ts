import type { Text } from '#domain/text.ts'

/**
 * What keeps a draft from being published (`problem`) or deserves a look (`warning`). `code` is also the key of its
 * sentence in messages/<locale>/problems.json, which says what to do.
 */
export type Problem = {
  code: string
  severity: 'problem' | 'warning'
  /** The node it shows on; null: the journey as a whole. */
  nodeKey: string | null
  /** JSON pointer into the node's settings, where a field is at fault. */
  pointer?: string
  values?: Text['values']
}
