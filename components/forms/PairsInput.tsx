'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/Button.tsx'
import { Input, Select } from '#components/ui/Input.tsx'
import { Combobox } from './Combobox.tsx'
import { RemoveButton } from './condition/ComparisonRow.tsx'
import { type Pair, type PairType, pairTypes, readPairs, writePairs } from './pairs.ts'

type Props = {
  values: unknown
  types?: unknown
  /** What names are called here. */
  nameLabel?: string
  /** Names to pick from; any other may be typed. */
  names?: readonly string[]
  /** Without them every value is a text. */
  typed?: boolean
  /** What the button says that adds a row. */
  addLabel?: string
  onChange: (written: ReturnType<typeof writePairs>) => void
}

/** Names with values, row by row: attributes, properties, headers. */
export function PairsInput({ values, types, nameLabel, names = [], typed = true, addLabel, onChange }: Props) {
  const t = useTranslations('designer.pairs')
  const [pairs, setPairs] = useState(() => readPairs(values, types))
  const [written, setWritten] = useState(JSON.stringify([values, types]))
  // Undo and the JSON tab change what is written here from outside.
  const outside = JSON.stringify([values, types])
  if (outside !== written) {
    setWritten(outside)
    setPairs(readPairs(values, types))
  }
  const change = (next: Pair[]) => {
    const made = writePairs(next)
    setPairs(next)
    setWritten(JSON.stringify([made.values, typed ? made.types : types]))
    onChange(made)
  }
  const set = (at: number, pair: Partial<Pair>) => change(pairs.map((one, index) => (index === at ? { ...one, ...pair } : one)))
  const label = nameLabel ?? t('name')
  return (
    <div className="grid gap-1.5">
      {pairs.map((pair, at) => (
        <div key={at} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_auto_16px] items-center gap-1">
          <Combobox
            small
            label={label}
            placeholder={label}
            value={pair.name}
            choices={names.map((value) => ({ value }))}
            onChange={(name) => set(at, { name })}
          />
          <ValueCell pair={pair} onChange={(text) => set(at, { text })} />
          {typed ? <TypeCell type={pair.type} onChange={(type) => set(at, { type })} /> : <span />}
          <RemoveButton onClick={() => change(pairs.toSpliced(at, 1))} />
        </div>
      ))}
      <Button small icon={<Plus />} className="justify-self-start" onClick={() => change([...pairs, { name: '', type: 'text', text: '' }])}>
        {addLabel ?? t('add')}
      </Button>
    </div>
  )
}

function ValueCell({ pair, onChange }: { pair: Pair; onChange: (text: string) => void }) {
  const t = useTranslations('designer.pairs')
  return <Input small aria-label={t('value')} value={pair.text} onChange={(event) => onChange(event.target.value)} />
}

function TypeCell({ type, onChange }: { type: PairType; onChange: (type: PairType) => void }) {
  const t = useTranslations('designer.pairs')
  return (
    <Select
      small
      aria-label={t('type')}
      value={type}
      className="w-20"
      onChange={(event) => onChange(pairTypes.find((one) => one === event.target.value) ?? 'text')}
    >
      {pairTypes.map((one) => (
        <option key={one} value={one}>
          {t(`types.${one}`)}
        </option>
      ))}
    </Select>
  )
}
