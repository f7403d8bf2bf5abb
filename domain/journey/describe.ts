import type { Text } from '#domain/text.ts'
import type { JourneyDocument } from './document.ts'
import type { Edit } from './edit.ts'

/** What an edit does, as a sentence: for the undo toast and the list of changes. `document` is the one before it. */
export function describe(document: JourneyDocument, edit: Edit): Text {
  const nameOf = (key: string) => document.nodes.find((node) => node.key === key)?.name || key
  switch (edit.do) {
    case 'addNode':
    case 'insertOnPath':
      return { key: `edits.${edit.do}`, values: { name: edit.node.name || edit.node.key } }
    case 'moveNodes':
      return several('edits.moveNodes', Object.keys(edit.to), nameOf)
    case 'removeNodes':
      return several('edits.removeNodes', edit.keys, nameOf)
    case 'setSettings':
      return { key: 'edits.setSettings', values: { name: nameOf(edit.key) } }
    case 'renameNode':
      return { key: 'edits.renameNode', values: { name: nameOf(edit.key), to: edit.name } }
    case 'connect':
    case 'disconnect':
      return {
        key: `edits.${edit.do}`,
        values: { source: nameOf(edit.path.source), outlet: edit.path.outlet, target: nameOf(edit.path.target) },
      }
    case 'paste':
      return several(
        'edits.paste',
        edit.nodes.map(({ key }) => key),
        (key) => edit.nodes.find((node) => node.key === key)?.name || key,
      )
    case 'setJourneyName':
      return { key: 'edits.setJourneyName', values: { to: edit.name } }
    case 'tidy':
    case 'setJourneySettings':
      return { key: `edits.${edit.do}` }
    case 'restore':
      return { key: 'edits.restore' }
  }
}

function several(key: string, keys: readonly string[], nameOf: (key: string) => string): Text {
  return { key, values: { count: keys.length, name: keys.length === 1 ? nameOf(keys[0] ?? '') : '' } }
}
