import type { NodeKind } from '#domain/nodes/kinds.ts'
import { scalar } from './drawWords.ts'

/**
 * More steps of a drawing (drawing.ts):
 *
 *   asked                                               a trigger of the API
 *   called [<journeys>]                                 a trigger by other journeys
 *   set <name>[:<type>]=<value>; -<name>
 *   tag +<tag> -<tag>
 *   emit <event>; <property>=<value>
 *   enter <journey>; <property>=<value>                 and leave <journey>
 *   call(<method> <url>[; awaits][; <variable>=<path>]: <branches>)   next, error
 */
export function drawMore(word: string, rest: string): { kind: NodeKind; settings: Record<string, unknown> } {
  const [head = ''] = rest.split(';')
  switch (word) {
    case 'asked':
      return { kind: 'trigger.api', settings: {} }
    case 'called':
      return { kind: 'trigger.journey', settings: rest ? { journeys: rest.split(' ') } : {} }
    case 'set':
      return { kind: 'action.attribute', settings: { ...values(rest, 'set'), remove: parts(rest, /^-(.+)$/) } }
    case 'tag':
      return { kind: 'action.tag', settings: { add: tags(rest, '+'), remove: tags(rest, '-') } }
    case 'emit':
      return { kind: 'action.event', settings: { event: head.trim(), ...values(rest, 'properties') } }
    case 'enter':
    case 'leave':
      return { kind: 'action.journey', settings: { act: word, journey: head.trim(), ...values(rest, 'context') } }
    case 'call':
      return { kind: 'action.webhook', settings: call(rest) }
    default:
      throw new Error(`A drawing has no step "${word}".`)
  }
}

const parts = (text: string, pattern: RegExp): string[] => text.split(';').flatMap((part) => pattern.exec(part.trim())?.[1] ?? [])
const tags = (text: string, sign: string): string[] => text.split(/\s+/).flatMap((one) => (one.startsWith(sign) ? [one.slice(1)] : []))

/** "plan=pro; points:number={{ member.points | plus: 1 }}" */
function values(text: string, as: string): Record<string, unknown> {
  const found = text.split(';').flatMap((part) => [/^([\w. ]+?)(?::(\w+))?=(.*)$/s.exec(part.trim())].filter((one) => one !== null))
  const types = found.flatMap(([, name = '', type]) => (type === undefined ? [] : [[name, type]]))
  return { [as]: Object.fromEntries(found.map(([, name = '', , value = '']) => [name, scalar(value)])), types: Object.fromEntries(types) }
}

function call(text: string): Record<string, unknown> {
  const [method, url] = (text.split(';')[0] ?? '').trim().split(/\s+/)
  const save = text.split(';').flatMap((part) => {
    const [, variable, path] = /^(\w+)=(\$.*)$/.exec(part.trim()) ?? []
    return variable === undefined ? [] : [{ variable, path }]
  })
  return { method, url, awaits: /;\s*awaits\b/.test(text), save }
}
