import type { z } from 'zod'
import { parseLiquid } from '#domain/message/liquid.ts'
import type { CheckContext, SettingsProblem } from '#domain/nodes/definition.ts'
import { definitionOf } from '#domain/nodes/registry.ts'
import type { DraftNode, Graph } from './document.ts'
import { graphProblems } from './graphProblems.ts'
import type { Problem } from './problem.ts'

/** What a check may look at beyond the document. */
export type ProblemContext = Omit<CheckContext, 'liquidFault'>

/**
 * Everything that keeps a draft from being published, and everything that deserves a look: of the journey as a whole
 * first, then node by node. A draft without a `problem` parses strictly, so publishing it succeeds.
 */
export function problemsOf(graph: Graph, context: ProblemContext): Problem[] {
  const found = graphProblems(graph)
  const senders = new Set(graph.nodes.filter(({ kind }) => definitionOf(kind).channel !== undefined).map(({ key }) => key))
  const checks: CheckContext = { ...context, senders, liquidFault }
  const ofNode = (node: DraftNode) => nodeProblems(node, checks).map((problem): Problem => ({ ...problem, nodeKey: node.key }))
  const keys = new Set(graph.nodes.map(({ key }) => key))
  return [
    ...found.filter(({ nodeKey }) => nodeKey === null || !keys.has(nodeKey)),
    ...graph.nodes.flatMap((node) => [...ofNode(node), ...found.filter(({ nodeKey }) => nodeKey === node.key)]),
  ]
}

function nodeProblems({ kind, settings }: DraftNode, context: CheckContext): SettingsProblem[] {
  const definition = definitionOf(kind)
  const own = definition.problems(settings, context)
  const parsed = definition.settings.safeParse(settings)
  if (parsed.success) return own
  const said = own.filter(({ severity }) => severity === 'problem').map(({ pointer = '' }) => pointer)
  const unsaid = parsed.error.issues.flatMap(strictProblems).filter(({ pointer = '' }) => !said.some((one) => sameField(one, pointer)))
  return [...own, ...unsaid]
}

/** A kind's own words for a field go before the schema's. */
const sameField = (one: string, other: string) => other === '' || one === '' || one.split('/')[1] === other.split('/')[1]

function strictProblems(issue: z.core.$ZodIssue): SettingsProblem[] {
  const under = issue.path.map((part) => `/${String(part)}`).join('')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((field) => ({ code: 'settingUnknown', severity: 'problem', pointer: `${under}/${field}`, values: { field } }))
  return [{ code: 'settingInvalid', severity: 'problem', pointer: under, values: { field: String(issue.path[0] ?? 'settings') } }]
}

function liquidFault(kind: 'text' | 'html', text: string): { line: number; detail: string } | null {
  const parsed = parseLiquid(kind, text)
  return parsed.ok ? null : { line: parsed.problem.line ?? 0, detail: parsed.problem.detail }
}
