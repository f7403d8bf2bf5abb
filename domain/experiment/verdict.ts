import { type Judgement, judge } from './judge.ts'
import type { Verdict } from './resource.ts'
import type { ArmShare } from './significance.ts'

export type Rules = { confidence: number; control: string | null; sample: number; isAutomatic: boolean }
/** What was decided before. `pValue`: of the figures it was decided on. */
export type Decided = { arm: string | null; by: 'test' | 'hand'; comparedAtSample: number | null; pValue: number | null }

/**
 * What the figures of an experiment say. The test is made once, when every arm that gets members has its sample: looking again and
 * again until chance happens to favour an arm would find winners where there are none. A larger sample is another test.
 */
export function verdictOf(arms: readonly ArmShare[], rules: Rules, decided: Decided | null): { verdict: Verdict; judgement: Judgement } {
  const judgement = judge(arms, rules)
  return { verdict: verdict(arms, rules, decided, judgement), judgement }
}

function verdict(arms: readonly ArmShare[], rules: Rules, decided: Decided | null, { better, pValue }: Judgement): Verdict {
  const { sample, isAutomatic } = rules
  if (decided?.arm) return { is: 'decided', arm: decided.arm, by: decided.by, pValue: decided.pValue }
  const compared = decided?.comparedAtSample ?? null
  if (decided && compared !== null && compared >= sample)
    return { is: decided.by === 'hand' ? 'taken_back' : 'no_difference', pValue: decided.pValue, sample: compared }
  const least = Math.min(...arms.map(({ members }) => members))
  if (least < sample) return { is: 'collecting', least, sample }
  if (isAutomatic) return { is: 'due', sample }
  return better === null ? { is: 'none_better', pValue } : { is: 'better', arm: better, pValue }
}
