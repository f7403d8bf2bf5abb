/** The sign of the product. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden
      className={className ?? 'size-5 shrink-0 text-accent'}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
    >
      <path d="M3 15.5c4.5 0 3.5-6 7-6s3 6 7 6" strokeWidth="2.2" />
      <circle cx="10" cy="4.6" r="2.4" fill="currentColor" stroke="none" />
    </svg>
  )
}
