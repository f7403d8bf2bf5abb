import { type GroupDraft, readDraft } from '#components/forms/condition/draft.ts'
import type { Condition } from '#domain/condition/document.ts'

/** What the builder edits, or, where no form shows it, the condition as it is. */
export type ConditionDraft = { isByHand: false; group: GroupDraft } | { isByHand: true; condition: Condition }

export const everyone: ConditionDraft = { isByHand: false, group: { all: [] } }

export function draftOf(condition: Condition): ConditionDraft {
  const group = readDraft(condition)
  return group ? { isByHand: false, group } : { isByHand: true, condition }
}

/** For the API, which says what is unfinished. */
export const conditionOf = (draft: ConditionDraft): unknown => (draft.isByHand ? draft.condition : draft.group)
