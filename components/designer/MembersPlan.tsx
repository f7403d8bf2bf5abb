'use client'
import { useTranslations } from 'next-intl'
import { useNodeWords } from '#components/canvas/useNodeWords.ts'
import { faceOf } from '#components/nodes/registry.ts'
import { RadioGroup } from '#components/ui/Checkbox.tsx'
import { Select } from '#components/ui/Input.tsx'
import { Skeleton } from '#components/ui/Skeleton.tsx'
import { Table, Td, Th } from '#components/ui/Table.tsx'
import { Tag } from '#components/ui/Tag.tsx'
import { Tile } from '#components/ui/Tile.tsx'
import { useFormat } from '#components/useFormat.ts'
import type { DraftNode, JourneyDocument } from '#domain/journey/document.ts'
import { fateOf, type MembersPolicy } from '#domain/journey/moves.ts'
import type { PublishPreview } from '#domain/journey/resource.ts'

type Props = {
  preview: PublishPreview | null
  document: JourneyDocument
  value: MembersPolicy
  onChange: (value: MembersPolicy) => void
}

/** The members inside a journey that is about to be published: who waits where, and what becomes of them. */
export function MembersPlan({ preview, document, value, onChange }: Props) {
  const t = useTranslations('designer.members')
  const format = useFormat()
  if (!preview) return <Skeleton className="h-4 w-80" />
  const { nextVersion, version, policies, inside } = preview
  const { stays, follows, arrives, leaves } = policies.follow
  const setPolicy = (policy: MembersPolicy['policy']) => onChange(policy === 'move' ? { policy, moves: {} } : { policy })
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="mb-2 flex gap-3 text-small font-medium text-text-2">
        <span className="flex-1">{t('title')}</span>
        <span className="font-normal text-text-3">{t('countedAt', { time: format.time(preview.at) })}</span>
      </h3>
      {inside === 0 ? (
        <p className="text-text-2">{t('nobody', { version: nextVersion })}</p>
      ) : (
        <>
          <RadioGroup
            label={t('title')}
            value={value.policy}
            onChange={setPolicy}
            options={[
              { value: 'finish', label: t('finish', { version: version ?? 1 }), hint: t('finishHint', { count: inside }) },
              {
                value: 'follow',
                label: t('follow', { version: nextVersion }),
                hint: t('followHint', { count: stays + follows + arrives, leaves }),
              },
              { value: 'move', label: t('move'), hint: t('moveHint') },
            ]}
          />
          <PlanTable preview={preview} document={document} value={value} onChange={onChange} />
        </>
      )}
    </section>
  )
}

function NodeTile({ kind }: { kind: DraftNode['kind'] }) {
  const { icon: Icon, shape } = faceOf(kind)
  return (
    <Tile small shape={shape}>
      <Icon />
    </Tile>
  )
}

type Line = { node: DraftNode; versions: number[]; waiting: number }

/** The nodes that members wait at, a plan being by key whatever the version. */
function linesOf({ nodes }: PublishPreview): Line[] {
  const lines = new Map<string, Line>()
  for (const { node, version, waiting } of nodes) {
    const line = lines.get(node.key)
    if (line) lines.set(node.key, { ...line, versions: [...line.versions, version], waiting: line.waiting + waiting })
    else lines.set(node.key, { node, versions: [version], waiting })
  }
  return [...lines.values()].sort((a, b) => b.waiting - a.waiting)
}

function PlanTable({ preview, document, value, onChange }: Props & { preview: PublishPreview }) {
  const t = useTranslations('designer.members')
  const words = useNodeWords()
  const format = useFormat()
  return (
    <Table className="mt-3">
      <thead>
        <tr>
          <Th className="pl-0">{t('node')}</Th>
          <Th end>{t('waiting')}</Th>
          <Th className="w-56">{t('what')}</Th>
          <Th>{t('effect')}</Th>
        </tr>
      </thead>
      <tbody>
        {linesOf(preview).map(({ node, versions, waiting }) => (
          <tr key={node.key}>
            <Td tall className="pl-0">
              <span className="flex items-center gap-3">
                <NodeTile kind={node.kind} />
                <span className="min-w-0">
                  <span className="cut block font-medium">{words.name(node)}</span>
                  <span className="block text-small text-text-2">{t('inVersions', { versions: versions.join(', ') })}</span>
                </span>
                <Change node={node} document={document} />
              </span>
            </Td>
            <Td tall end className="font-medium">
              {format.number(waiting)}
            </Td>
            <Td tall>
              {value.policy === 'move' ? (
                <MoveSelect
                  node={node}
                  label={t('whatOf', { count: waiting, name: words.name(node) })}
                  document={document}
                  moves={value.moves}
                  onChange={onChange}
                />
              ) : (
                t(value.policy === 'finish' ? 'staysWord' : 'followsWord')
              )}
            </Td>
            <Td tall className="text-small text-text-2">
              <Effect node={node} waiting={waiting} document={document} value={value} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Change({ node, document }: { node: DraftNode; document: JourneyDocument }) {
  const t = useTranslations('designer.members')
  const after = document.nodes.find(({ key }) => key === node.key)
  if (!after) return <Tag tone="bad">{t('removed')}</Tag>
  const same = after.kind === node.kind && JSON.stringify(after.settings) === JSON.stringify(node.settings)
  return same ? null : <Tag tone="warn">{t('changed')}</Tag>
}

type SelectProps = {
  node: DraftNode
  label: string
  document: JourneyDocument
  moves: { [nodeKey: string]: string | null }
  onChange: (value: MembersPolicy) => void
}

/** Values of the select beside node keys, which have no colon. */
const STAY = ':stay'
const LEAVE = ':leave'

function MoveSelect({ node, label, document, moves, onChange }: SelectProps) {
  const t = useTranslations('designer.members')
  const words = useNodeWords()
  const chosen = Object.hasOwn(moves, node.key) ? (moves[node.key] ?? LEAVE) : STAY
  const choose = (next: string) => {
    const { [node.key]: _, ...rest } = moves
    onChange({ policy: 'move', moves: next === STAY ? rest : { ...rest, [node.key]: next === LEAVE ? null : next } })
  }
  return (
    <Select small aria-label={label} value={chosen} onChange={(event) => choose(event.target.value)} className="w-full">
      <option value={STAY}>{t('stay')}</option>
      <option value={LEAVE}>{t('leave')}</option>
      {document.nodes
        .filter(({ kind }) => faceOf(kind).shape !== 'trigger')
        .map((one) => (
          <option key={one.key} value={one.key}>
            {t(one.key === node.key ? 'followTo' : 'moveTo', { name: words.name(one) })}
          </option>
        ))}
    </Select>
  )
}

type EffectProps = { node: DraftNode; waiting: number; document: JourneyDocument; value: MembersPolicy }

function Effect({ node, waiting, document, value }: EffectProps) {
  const t = useTranslations('designer.members')
  const words = useNodeWords()
  const { fate, target } = fateOf(value, node, document)
  const to = document.nodes.find(({ key }) => key === target)
  return t(`fate.${fate}`, { count: waiting, name: to ? words.name(to) : '', summary: to ? words.summary(to) : '' })
}
