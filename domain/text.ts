/** A sentence by key: the words live in messages/<locale>/<namespace>.json and are filled in where they are shown. */
export type Text = { key: string; values?: Record<string, string | number> }
