export type ScopeInput = {
  now: Date
  workspace: { name: string; timeZone: string; postalAddress: string }
  /** `variables` were set along the passage so far. */
  journey: { id: number; name: string; variables?: Record<string, unknown> } | null
  member: { userId: string | null; email: string | null; timeZone: string | null; attributes: Record<string, unknown> }
  /** The event the passage began with. */
  entry: { name: string; at: string | null; properties: Record<string, unknown> } | null
  unsubscribeUrl: string
}

/**
 * What Liquid sees. Attributes are reached as `member.plan` or `member.attributes.plan`, properties as `event.revenue` or
 * `event.properties.revenue`, variables as `journey.score` or `journey.variables.score`; a name of ours (`userId`, `name`, `at`)
 * goes before one of theirs.
 */
export function scopeOf({ now, workspace, journey, member, entry, unsubscribeUrl }: ScopeInput) {
  const { attributes, ...known } = member
  return {
    now,
    timeZone: member.timeZone ?? workspace.timeZone,
    member: { ...attributes, attributes, ...known },
    event: entry ? { ...entry.properties, properties: entry.properties, name: entry.name, at: entry.at } : {},
    journey: journey ? { ...journey.variables, variables: journey.variables ?? {}, id: journey.id, name: journey.name } : {},
    workspace: { name: workspace.name, postalAddress: workspace.postalAddress },
    unsubscribeUrl,
  }
}
export type RenderScope = ReturnType<typeof scopeOf>
