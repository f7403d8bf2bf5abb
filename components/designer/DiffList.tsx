'use client'
import { Minus, Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useNodeWords } from '#components/canvas/useNodeWords.ts'
import { faceOf } from '#components/nodes/registry.ts'
import { cx } from '#components/ui/cx.ts'
import { KindWord } from '#components/ui/Tile.tsx'
import type { DocumentDiff, NodeChange, PathChange } from '#domain/journey/diff.ts'
import type { Graph } from '#domain/journey/document.ts'

type Props = { before: Graph | null; after: Graph; changes: DocumentDiff; first: boolean }

const signs = {
  added: { icon: <Plus className="size-3" />, tint: 'bg-good-soft text-good-text' },
  removed: { icon: <Minus className="size-3" />, tint: 'bg-bad-soft text-bad-text' },
  changed: { icon: <Pencil className="size-3" />, tint: 'bg-warn-soft text-warn-text' },
}

/** Every change in a sentence, with its sign; paths only where both their nodes stayed. */
export function DiffList({ before, after, changes, first }: Props) {
  const t = useTranslations('designer.diff')
  const count = (change: NodeChange['change']) => changes.nodes.filter((one) => one.change === change).length
  const touched = new Set(changes.nodes.filter((one) => one.change !== 'changed').map((one) => one.node.key))
  const rerouted = reroutes(changes.paths).filter(({ source }) => !touched.has(source))
  return (
    <section>
      <h3 className="mb-1 flex gap-3 text-small font-medium text-text-2">
        <span className="flex-1">{t(first ? 'whatStarts' : 'whatChanges')}</span>
        {!first && (
          <>
            <span className="num">{t('added', { count: count('added') })}</span>
            <span className="num">{t('changed', { count: count('changed') })}</span>
            <span className="num">{t('removed', { count: count('removed') })}</span>
          </>
        )}
      </h3>
      <ul className="grid gap-0.5">
        {changes.nodes.map((change) => (
          <Line key={`${change.change}-${change.node.key}`} sign={change.change}>
            <NodeSentence change={change} first={first} />
          </Line>
        ))}
        {!first &&
          rerouted.map((path) => (
            <Line key={`${path.source}/${path.outlet}`} sign="changed">
              <PathSentence path={path} before={before} after={after} />
            </Line>
          ))}
        {changes.count === 0 && <li className="py-1.5 text-text-2">{t('nothing')}</li>}
      </ul>
    </section>
  )
}

function Line({ sign, children }: { sign: keyof typeof signs; children: ReactNode }) {
  const t = useTranslations('designer.diff')
  return (
    <li className="grid grid-cols-[22px_minmax(0,1fr)] items-start gap-2.5 py-1.5">
      <span role="img" aria-label={t(`sign.${sign}`)} className={cx('grid size-5 place-items-center rounded-r1', signs[sign].tint)}>
        {signs[sign].icon}
      </span>
      <span>{children}</span>
    </li>
  )
}

const bold = (chunks: ReactNode) => <b className="font-strong">{chunks}</b>
const was = (chunks: ReactNode) => <del className="text-text-3">{chunks}</del>
const now = (chunks: ReactNode) => <ins className="font-medium no-underline">{chunks}</ins>

function NodeSentence({ change, first }: { change: NodeChange; first: boolean }) {
  const t = useTranslations('designer.diff')
  const words = useNodeWords()
  const shape = faceOf(change.node.kind).shape
  const kind = (chunks: ReactNode) => <KindWord shape={shape}>{chunks}</KindWord>
  const values = { name: words.name(change.node), kind: words.kind(change.node.kind), b: bold, was, now, k: kind }
  if (change.change === 'added') return t.rich(first ? 'node.first' : 'node.added', { ...values, summary: words.summary(change.node) })
  if (change.change === 'removed') return t.rich('node.removed', values)
  if (change.fields.includes('settings')) {
    const [before, after] = [words.summary(change.was), words.summary(change.node)]
    return before === after ? t.rich('node.settings', values) : t.rich('node.changed', { ...values, before, after })
  }
  return t.rich('node.renamed', { ...values, before: words.name(change.was) })
}

type Reroute = { source: string; outlet: string; from: string | null; to: string | null }
function reroutes(paths: readonly PathChange[]): Reroute[] {
  const found = new Map<string, Reroute>()
  for (const { change, path } of paths) {
    const key = `${path.source}/${path.outlet}`
    const one = found.get(key) ?? { source: path.source, outlet: path.outlet, from: null, to: null }
    found.set(key, change === 'added' ? { ...one, to: path.target } : { ...one, from: path.target })
  }
  return [...found.values()]
}

function PathSentence({ path, before, after }: { path: Reroute; before: Graph | null; after: Graph }) {
  const t = useTranslations('designer.diff')
  const words = useNodeWords()
  const find = (key: string | null) => after.nodes.find((node) => node.key === key) ?? before?.nodes.find((node) => node.key === key)
  const name = (key: string | null) => {
    const node = find(key)
    return node ? words.name(node) : t('nowhere')
  }
  const source = find(path.source)
  if (!source) return null
  const values = {
    b: bold,
    was,
    now,
    source: words.name(source),
    outlet: words.outlet(source, path.outlet),
    from: name(path.from),
    to: name(path.to),
  }
  return t.rich('path', values)
}
