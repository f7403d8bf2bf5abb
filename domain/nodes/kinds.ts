/** Every kind there is. A kind is two files (domain/nodes/<kind>.ts, components/nodes/<kind>.tsx) and a line in each registry. */
export const nodeKinds = [
  'trigger.event',
  'trigger.api',
  'trigger.journey',
  'trigger.schedule',
  'trigger.segment',
  'trigger.attribute',
  'trigger.date',
  'rule.delay',
  'rule.wait_for',
  'rule.wait_condition',
  'rule.wait_until',
  'rule.condition',
  'rule.branch',
  'rule.split',
  'rule.experiment',
  'rule.message_outcome',
  'rule.reachability',
  'rule.frequency',
  'rule.goal',
  'action.email',
  'action.webhook',
  'action.attribute',
  'action.tag',
  'action.event',
  'action.journey',
  'action.exit',
] as const
export type NodeKind = (typeof nodeKinds)[number]
export type NodeCategory = 'trigger' | 'rule' | 'action'

/** A kind's category is the first half of its name. */
export function categoryOf(kind: NodeKind): NodeCategory {
  if (kind.startsWith('trigger.')) return 'trigger'
  return kind.startsWith('rule.') ? 'rule' : 'action'
}
