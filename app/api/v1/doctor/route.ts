import { doctorSchema } from '#domain/operations/doctor.ts'
import { resource, route } from '#server/api/route.ts'
import { doctorStanding, runDoctor } from '#server/doctor/standing.ts'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route(
    {
      operationId: 'getDoctor',
      summary: 'What the last examination of the installation found, and how far the one is that is under way.',
      description: 'Whether nobody is stuck and every report equals its rows, looked at every night. Row by row, by a worker.',
      tag: 'Operations',
      role: 'admin',
      response: doctorSchema,
    },
    ({ ctx }) => doctorStanding(ctx),
  ),
  POST: route(
    {
      operationId: 'runDoctor',
      summary: 'Examine the installation now.',
      description: 'One at a time: while one is asked for or under way, that is the answer.',
      tag: 'Operations',
      role: 'admin',
      response: doctorSchema,
    },
    ({ ctx }) => runDoctor(ctx),
  ),
})
