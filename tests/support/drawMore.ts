import type { NodeKind } from '#domain/nodes/kinds.ts'
import { duration, question, scalar, trigger } from './drawWords.ts'

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
 *   split(<arm> <weight> ...[ fresh]: <branches>)
 *   experiment(<arm> <weight> ...[; holdout <percent>][; goal <event> within <duration>][; control <arm>][; sample <members>]: <branches>)
 *   became(<node> <outcome>: <branches>)                yes, no
 *   reach(<channel> <channel>: <branches>)              the channels, none
 *   frequency(<messages> in <duration>: <branches>)     below, reached
 *   goal(<event>|if <question>[ waiting <duration>]: <branches>)      reached, missed or timeout
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
    case 'split':
      return { kind: 'rule.split', settings: { arms: arms(rest), ...(rest.endsWith(' fresh') && { sticky: false }) } }
    case 'experiment':
      return { kind: 'rule.experiment', settings: experiment(rest) }
    case 'became': {
      const [node, outcome] = rest.split(' ')
      return { kind: 'rule.message_outcome', settings: { node, outcome } }
    }
    case 'reach':
      return { kind: 'rule.reachability', settings: { channels: rest.split(' ') } }
    case 'frequency': {
      const [messages, , ...within] = rest.split(' ')
      return { kind: 'rule.frequency', settings: { messages: Number(messages), within: duration(within.join(' ')) } }
    }
    case 'goal':
      return { kind: 'rule.goal', settings: goal(rest) }
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

const arms = (text: string) => [...text.matchAll(/(\w+) (\d+)/g)].map(([, outlet, weight]) => ({ outlet, weight: Number(weight) }))

/** "a 50 b 50; goal Bought where total gte 5 within 1d; sample 10"; without a goal the journey's. */
function experiment(text: string): Record<string, unknown> {
  const said = (word: string) => parts(text, new RegExp(`^${word} (.+)$`))[0]
  const [asked = '', within = ''] = (said('goal') ?? '').split(' within ')
  const [holdout, control, sample, salt] = ['holdout', 'control', 'sample', 'salt'].map(said)
  return {
    arms: arms(text.split(';')[0] ?? ''),
    goal: asked === '' ? 'journey' : { ...trigger(asked), within: duration(within) },
    ...(holdout && { holdout: Number(holdout) }),
    ...(control && { control }),
    ...(sample && { sample: Number(sample) }),
    ...(salt && { salt }),
  }
}

/** "Bought where total gte 5", "if plan equals pro", and " waiting 7d" to wait. */
function goal(text: string): Record<string, unknown> {
  const [asked = '', limit] = text.split(' waiting ')
  const by = asked.startsWith('if ') ? { condition: question(asked.slice(3)) } : trigger(asked)
  return limit === undefined ? by : { ...by, arrival: 'wait', timeout: duration(limit) }
}

function call(text: string): Record<string, unknown> {
  const [method, url] = (text.split(';')[0] ?? '').trim().split(/\s+/)
  const save = text.split(';').flatMap((part) => {
    const [, variable, path] = /^(\w+)=(\$.*)$/.exec(part.trim()) ?? []
    return variable === undefined ? [] : [{ variable, path }]
  })
  return { method, url, awaits: /;\s*awaits\b/.test(text), save }
}
