import { Plus } from 'lucide-react'

/** Adds one more of what stands above it. */
export function AddLink({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="flex items-center gap-1 justify-self-start text-small font-medium text-accent-text">
      <Plus className="size-3.5" aria-hidden />
      {label}
    </button>
  )
}
