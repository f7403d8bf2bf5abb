import type { Answer } from '#domain/engine/decision.ts'
import type { PlanNode } from '#domain/engine/types.ts'
