import { expect, test } from 'vitest'
import { type Identified, identityKey, type Standing, settle } from './settle.ts'

const event = (userId: string | null, anonymousId: string | null = null, isAlias = false): Identified => ({
  workspaceId: 1,
  userId,
  anonymousId,
  isAlias,
})
const standing = (id: number, isKnown: boolean): Standing => ({ shard: id, id, isKnown })
function run(items: Identified[], known: Record<string, Standing> = {}) {
  let next = 100
  const names = new Map(Object.entries(known).map(([name, s]) => [identityKey(1, name[0] === 'u' ? 'u' : 'a', name), s]))
  const { targets, members, identities, merges } = settle(items, names, () => ({ shard: next, id: next++ }))
  return {
    targets: targets.map((t) => t.id),
    members: members.map((m) => [m.id, m.userId]),
    names: identities.map((i) => `${i.value}=${i.memberId}`),
    merges: merges.map((m) => [m.loser.id, m.winner.id]),
  }
}

test('a known name stands for its member', () =>
  expect(run([event('u1')], { u1: standing(1, true) })).toEqual({ targets: [1], members: [], names: [], merges: [] }))

test('a new name makes one member, however often it comes', () =>
  expect(run([event('u1'), event('u1'), event(null, 'a1'), event(null, 'a1')])).toEqual({
    targets: [100, 100, 101, 101],
    members: [
      [100, 'u1'],
      [101, null],
    ],
    names: ['u1=100', 'a1=101'],
    merges: [],
  }))

test('a new anonymous id beside a userId becomes another name of that member', () =>
  expect(run([event('u1', 'a1')], { u1: standing(1, true) })).toMatchObject({ targets: [1], names: ['a1=1'], merges: [] }))

test('an anonymous member is merged into the one who signs in, once', () =>
  expect(run([event('u1', 'a1'), event('u1', 'a1'), event(null, 'a1')], { u1: standing(1, true), a1: standing(2, false) })).toMatchObject({
    targets: [1, 1, 1],
    merges: [[2, 1]],
  }))

test('a visitor met in the same batch is simply given the userId', () =>
  expect(run([event(null, 'a1'), event('u1', 'a1'), event('u1')])).toEqual({
    targets: [100, 100, 100],
    members: [[100, 'u1']],
    names: ['a1=100', 'u1=100'],
    merges: [],
  }))

test('two users never merge: a shared device stays with the first', () =>
  expect(
    run([event('u2', 'a1'), event(null, 'a1')], { u1: standing(1, true), u2: standing(2, true), a1: standing(1, true) }),
  ).toMatchObject({
    targets: [2, 1],
    names: [],
    merges: [],
  }))

test('alias merges an anonymous member, names an unknown id, and leaves a user alone', () => {
  expect(run([event('u1', 'a1', true)], { u1: standing(1, true), a1: standing(2, false) })).toMatchObject({
    targets: [1],
    merges: [[2, 1]],
  })
  expect(run([event('u1', 'new', true)], { u1: standing(1, true) })).toMatchObject({ targets: [1], names: ['new=1'], merges: [] })
  expect(run([event('u1', 'u2', true)], { u1: standing(1, true), u2: standing(2, true) })).toMatchObject({
    targets: [1],
    names: [],
    merges: [],
  })
})

test('workspaces do not share names', () => {
  const other = { ...event('u1'), workspaceId: 2 }
  expect(run([event('u1'), other])).toMatchObject({ targets: [100, 101] })
})
