import type { Json } from '#domain/engine/types.ts'
import { readAttribute, writeAttribute } from '#domain/member/attributeText.ts'

/** A line of the form: an attribute there was (`was`: its text), or a new one. */
export type Line = { id: number; name: string; text: string; was: string | null; isRemoved: boolean }

export const linesOf = (attributes: Record<string, Json>): Line[] =>
  Object.entries(attributes).map(([name, value], id) => ({
    id,
    name,
    text: writeAttribute(value),
    was: writeAttribute(value),
    isRemoved: false,
  }))

const NAME_LENGTH_MAX = 200
export type Fault = { field: 'name' | 'text'; key: 'nameMissing' | 'nameTaken' | 'nameLong' | 'notJson'; detail: string }

/** What keeps a line from being saved, as keys of sentences. */
export function faultOf(line: Line, lines: readonly Line[]): Fault | null {
  const name = line.name.trim()
  if (line.isRemoved) return null
  if (line.was === null) {
    if (name === '') return line.text === '' ? null : { field: 'name', key: 'nameMissing', detail: '' }
    if (name.length > NAME_LENGTH_MAX) return { field: 'name', key: 'nameLong', detail: '' }
    if (lines.some((other) => other.id !== line.id && other.name.trim() === name)) return { field: 'name', key: 'nameTaken', detail: '' }
  }
  const read = readAttribute(line.text)
  return read.ok ? null : { field: 'text', key: 'notJson', detail: read.detail }
}

/** What saving would set (null removes): only what changed. */
export function changesOf(lines: readonly Line[]): Record<string, Json> {
  const changes: [string, Json][] = []
  for (const { name, text, was, isRemoved } of lines) {
    if (isRemoved) {
      if (was !== null) changes.push([name, null])
      continue
    }
    const read = readAttribute(text)
    if (read.ok && text !== was && name.trim() !== '') changes.push([name.trim(), read.value])
  }
  return Object.fromEntries(changes)
}

type ReadProperties = { ok: true; value: Record<string, Json> } | { ok: false; detail: string }

/** The properties of an event as one types them: a JSON object, or nothing. */
export function readProperties(text: string): ReadProperties {
  if (text.trim() === '') return { ok: true, value: {} }
  const read = readAttribute(text)
  if (!read.ok) return read
  const { value } = read
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ok: true, value } : { ok: false, detail: '{ … }' }
}
