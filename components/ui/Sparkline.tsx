/** A line of what happened per day; decorative, the numbers stand beside it. */
export function Sparkline({ values, width = 96, height = 24 }: { values: readonly number[]; width?: number; height?: number }) {
  const most = Math.max(1, ...values)
  const step = (width - 2) / Math.max(1, values.length - 1)
  const points = values.map((value, index) => `${(1 + index * step).toFixed(1)} ${(height - 2 - (value / most) * (height - 6)).toFixed(1)}`)
  const line = `M${points.join('L')}`
  return (
    <svg width={width} height={height} aria-hidden className="block">
      <path d={`${line}L${width - 1} ${height - 1}L1 ${height - 1}Z`} className="fill-chart-1 opacity-10" />
      <path d={line} className="fill-none stroke-chart-1" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}

/** A share as a thin bar, 0 to 1. */
export function Meter({ share, label }: { share: number; label?: string }) {
  const percent = Math.max(0, Math.min(1, share)) * 100
  return (
    <span
      className="block h-1 overflow-hidden rounded-[2px] bg-idle-soft"
      {...(label
        ? { role: 'meter', 'aria-label': label, 'aria-valuenow': Math.round(percent), 'aria-valuemin': 0, 'aria-valuemax': 100 }
        : { 'aria-hidden': true })}
    >
      <span className="block h-full rounded-[2px] bg-chart-1" style={{ width: `${percent}%` }} />
    </span>
  )
}
