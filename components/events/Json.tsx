import { cx } from '#components/ui/cx.ts'

/** A value as indented JSON, to read and to copy from. */
export function Json({ value, label, className }: { value: unknown; label: string; className?: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className={cx('max-h-80 overflow-auto rounded-r2 border border-line bg-surface px-3 py-2', className)}
    >
      <pre className="font-mono text-small break-all whitespace-pre-wrap">
        {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      </pre>
    </section>
  )
}
