'use client'
import { useTranslations } from 'next-intl'

/** An arm as the canvas calls it: single letters are large there. */
export function useArmName(): (arm: string) => string {
  const nodes = useTranslations('nodes')
  return (arm) => {
    const key = `rule.experiment.outlets.${arm}` as Parameters<typeof nodes>[0]
    return nodes.has(key) ? nodes(key) : arm
  }
}
