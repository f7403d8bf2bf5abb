'use client'
import { apiFor } from '#components/api.ts'
import { useSubmit } from '#components/forms/useSubmit.ts'
import { Button } from '#components/ui/Button.tsx'

const api = apiFor(null)

/** Follows an invitation as the signed-in operator. */
export function JoinButton({ token, slug, verb }: { token: string; slug: string; verb: string }) {
  const { busy, failure, submit } = useSubmit([])
  const join = async () => {
    if (await submit(() => api.send('/invitations/accept', { method: 'POST', body: { token } })))
      window.location.assign(`/w/${slug}/journeys`)
  }
  return (
    <>
      {failure && (
        <p role="alert" className="text-small text-bad-text">
          {failure}
        </p>
      )}
      <Button look="primary" disabled={busy} onClick={join}>
        {verb}
      </Button>
    </>
  )
}
