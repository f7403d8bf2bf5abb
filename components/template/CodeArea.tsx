'use client'
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'

export type CodeControl = { goTo: (line: number, column: number | null) => void }
type Props = {
  value: string
  onChange: (value: string) => void
  readOnly?: boolean
  /** Lines to mark, from 1. */
  marked: readonly number[]
  ref?: Ref<CodeControl>
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}
const LINE = 20
const INDENT = '  '

/**
 * A text area for source: line numbers, a mark where something is wrong. Tab indents once one has clicked or typed in it;
 * who comes by Tab goes on by Tab, and Escape gives Tab back to moving on, so that nobody is caught in it.
 */
export function CodeArea({ value, onChange, readOnly = false, marked, ref, ...wiring }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const [indents, setIndents] = useState(false)
  const lines = value.split('\n').length
  useImperativeHandle(ref, () => ({
    goTo(line, column) {
      const field = area.current
      if (!field) return
      const start =
        value
          .split('\n')
          .slice(0, line - 1)
          .join('\n').length +
        (line > 1 ? 1 : 0) +
        (column ?? 1) -
        1
      field.focus()
      field.setSelectionRange(start, start)
      field.scrollTop = Math.max(0, (line - 4) * LINE)
    },
  }))
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') return setIndents(false)
    if (event.key !== 'Tab' || !indents || readOnly) return
    event.preventDefault()
    indent(event.currentTarget, event.shiftKey)
  }
  /** Through the browser's own editing, so that undo knows of it. */
  const indent = (field: HTMLTextAreaElement, back: boolean) => {
    const { selectionStart, selectionEnd } = field
    if (!back && selectionStart === selectionEnd) return void document.execCommand('insertText', false, INDENT)
    const from = value.lastIndexOf('\n', selectionStart - 1) + 1
    const block = value.slice(from, selectionEnd)
    const changed = back ? block.replace(/^ {1,2}/gm, '') : block.replace(/^/gm, INDENT)
    field.setSelectionRange(from, selectionEnd)
    document.execCommand('insertText', false, changed)
    field.setSelectionRange(from, from + changed.length)
  }
  return (
    <div
      className={cx(
        'flex min-h-0 flex-1 overflow-hidden rounded-r2 border bg-surface font-mono text-small focus-within:border-accent focus-within:ring-2 focus-within:ring-accent-line',
        wiring['aria-invalid'] ? 'border-bad-solid' : 'border-line-control',
      )}
    >
      <div
        ref={gutter}
        aria-hidden
        className="num shrink-0 overflow-hidden border-r border-line bg-surface-sunk py-2 text-right text-text-3 select-none"
        style={{ width: `${Math.max(3, String(lines).length + 1) + 1}ch`, lineHeight: `${LINE}px` }}
      >
        {Array.from({ length: lines }, (_, index) => (
          <div key={index} className={cx('px-2', marked.includes(index + 1) && 'bg-bad-soft font-strong text-bad-text')}>
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={area}
        {...wiring}
        value={value}
        readOnly={readOnly}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        onChange={(event) => {
          setIndents(true)
          onChange(event.target.value)
        }}
        onPointerDown={() => setIndents(true)}
        onKeyDown={onKeyDown}
        onBlur={() => setIndents(false)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
        }}
        className="min-w-0 flex-1 resize-none bg-transparent px-3 py-2 whitespace-pre outline-none"
        style={{ lineHeight: `${LINE}px`, tabSize: 2 }}
      />
    </div>
  )
}
