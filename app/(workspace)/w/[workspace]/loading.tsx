import { Skeleton, SkeletonRows } from '#components/ui/Skeleton.tsx'

export default function Loading() {
  return (
    <div aria-busy className="flex min-h-0 flex-1 flex-col overflow-hidden">
      <div className="flex h-15 shrink-0 items-center px-6">
        <Skeleton className="h-4 w-32" />
      </div>
      <SkeletonRows columns={['w-48', 'w-20', 'w-24', 'w-16', 'w-16']} />
    </div>
  )
}
