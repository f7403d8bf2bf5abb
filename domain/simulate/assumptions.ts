/** What a simulation cannot know and takes for granted; told with every result. */
export const assumptions: readonly string[] = [
  'Events count at their own times, in the order of their acceptance where those are equal; live, they count in the order of their acceptance.',
  'Events older than a day at their acceptance, which start nothing live, count like any other.',
  "A message goes the moment it is made, unless the member had no address then, or is suppressed or without consent now, or quiet hours, caps and the journey's own rules, as they are set now, hold or drop it. None is opened, clicked or bounced.",
  'Caps and gaps count the messages of this journey alone, and its quota and rate begin unspent.',
  'A call to another system is answered at once: it succeeds, with an empty body.',
  'An experiment deals everybody over its arms, whether or not one of them has won since; who takes which is as it is live.',
  'The journey stands alone: other journeys do nothing, and nobody was inside this one when the window began. Events and attributes that it sent and set itself while it was live are among the stored ones, and count beside those that it sends here.',
  'Attributes are as they were, and change when they changed. Segments are as they are defined now; who was in one when the window began does not enter because of it.',
]
