/** A member as identity resolution sees it. `isKnown`: it has a userId, so it is never merged into another. */
export type Standing = { shard: number; id: number; isKnown: boolean }

export type IdentityKind = 'u' | 'a'
/** How an outside name is looked up: per workspace and kind. */
export const identityKey = (workspaceId: number, kind: IdentityKind, value: string) => `${workspaceId} ${kind} ${value}`

export type Identified = { workspaceId: number; userId: string | null; anonymousId: string | null; isAlias: boolean }

export type NewMember = { shard: number; id: number; workspaceId: number; userId: string | null }
export type NewIdentity = { workspaceId: number; kind: IdentityKind; value: string; shard: number; memberId: number }
export type Merge = { workspaceId: number; loser: Standing; winner: Standing; after: number }
export type Settlement = {
  /** Per item, whose it is. */
  targets: { shard: number; id: number }[]
  /** Items whose member is new with them, by position. */
  born: ReadonlySet<number>
  members: NewMember[]
  identities: NewIdentity[]
  merges: Merge[]
}

/** Every outside name that settling these items depends on. */
export function namesOf(items: readonly Identified[]): Map<string, { workspaceId: number; kind: IdentityKind; value: string }> {
  const names = new Map<string, { workspaceId: number; kind: IdentityKind; value: string }>()
  const add = (workspaceId: number, kind: IdentityKind, value: string | null) => {
    if (value !== null) names.set(identityKey(workspaceId, kind, value), { workspaceId, kind, value })
  }
  for (const { workspaceId, userId, anonymousId, isAlias } of items) {
    add(workspaceId, 'u', userId)
    add(workspaceId, 'a', anonymousId)
    if (isAlias) add(workspaceId, 'u', anonymousId)
  }
  return names
}

/**
 * Says whose each item is, in order, and what has to be made for that. `known` holds what the names stand for now and is
 * brought up to date. A name that stands for nobody makes a member; both names given links them, by a merge when the
 * anonymous one already stands for an anonymous member of its own; two members with a userId never merge, so a device
 * that two people share stays with the first.
 */
export function settle(
  items: readonly Identified[],
  known: Map<string, Standing>,
  newMember: () => { shard: number; id: number },
): Settlement {
  const made: Settlement & { born: Set<number> } = { targets: [], born: new Set(), members: [], identities: [], merges: [] }
  const fresh = new Map<Standing, NewMember>()

  const name = (workspaceId: number, kind: IdentityKind, value: string, standing: Standing) => {
    known.set(identityKey(workspaceId, kind, value), standing)
    made.identities.push({ workspaceId, kind, value, shard: standing.shard, memberId: standing.id })
  }
  const make = (workspaceId: number, userId: string | null, position: number): Standing => {
    const standing = { ...newMember(), isKnown: userId !== null }
    const member = { shard: standing.shard, id: standing.id, workspaceId, userId }
    fresh.set(standing, member)
    made.members.push(member)
    made.born.add(position)
    return standing
  }
  /** A member made a moment ago, in these same items, needs no merge to get its userId. */
  const claim = (standing: Standing, userId: string): Standing => {
    const member = fresh.get(standing)
    if (member) member.userId = userId
    standing.isKnown = true
    return standing
  }

  items.forEach(({ workspaceId, userId, anonymousId, isAlias }, position) => {
    const anonymous = anonymousId === null ? undefined : known.get(identityKey(workspaceId, 'a', anonymousId))
    let target = userId === null ? anonymous : known.get(identityKey(workspaceId, 'u', userId))
    if (!target) {
      target =
        userId !== null && anonymous && !anonymous.isKnown && fresh.has(anonymous)
          ? claim(anonymous, userId)
          : make(workspaceId, userId, position)
      if (userId !== null) name(workspaceId, 'u', userId, target)
    }
    made.targets.push({ shard: target.shard, id: target.id })
    if (anonymousId === null) return
    if (!anonymous) {
      const wasUser = isAlias && known.has(identityKey(workspaceId, 'u', anonymousId))
      if (!wasUser) name(workspaceId, 'a', anonymousId, target)
    } else if (anonymous.id !== target.id && !anonymous.isKnown) {
      made.merges.push({ workspaceId, loser: { ...anonymous }, winner: { ...target }, after: position })
      known.set(identityKey(workspaceId, 'a', anonymousId), target)
    }
  })
  return made
}
