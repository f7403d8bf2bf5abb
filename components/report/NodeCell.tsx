'use client'
import { useTranslations } from 'next-intl'
import { Td } from '#components/ui/Table.tsx'
import { Tag } from '#components/ui/Tag.tsx'
import type { ReportNode } from '#domain/report/view.ts'
import { NodeTile, useNodeName } from './NodeName.tsx'

/** The first cell of a row about a node. */
export function NodeCell({ node }: { node: ReportNode }) {
  const t = useTranslations('report.nodes')
  const name = useNodeName()(node)
  return (
    <Td className="h-8.5 max-w-0 pl-4">
      <span className="flex items-center gap-2">
        <NodeTile kind={node.kind} small />
        <span className="cut" title={name}>
          {name}
        </span>
        {!node.isLive && <Tag>{t('old')}</Tag>}
      </span>
    </Td>
  )
}
