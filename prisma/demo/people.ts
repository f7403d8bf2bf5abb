import { pick } from './hash.ts'

const firstNames = [
  'Ada',
  'Amir',
  'Anna',
  'Ben',
  'Bruno',
  'Carla',
  'Chloe',
  'Daniel',
  'Diego',
  'Elena',
  'Emil',
  'Fatima',
  'Felix',
  'Grace',
  'Hana',
  'Hugo',
  'Ines',
  'Ivan',
  'Jane',
  'Jonas',
  'Kenji',
  'Lara',
  'Leo',
  'Lucia',
  'Marco',
  'Maya',
  'Mina',
  'Nadia',
  'Noah',
  'Nora',
  'Olga',
  'Oscar',
  'Paula',
  'Rafael',
  'Rosa',
  'Samir',
  'Sara',
  'Theo',
  'Vera',
  'Yuki',
] as const
type Home = readonly [city: string, zone: string]
const homes: readonly [Home, ...Home[]] = [
  ['New York', 'America/New_York'],
  ['Boston', 'America/New_York'],
  ['Chicago', 'America/Chicago'],
  ['Austin', 'America/Chicago'],
  ['Denver', 'America/Denver'],
  ['Seattle', 'America/Los_Angeles'],
  ['San Francisco', 'America/Los_Angeles'],
  ['Toronto', 'America/Toronto'],
  ['Lisbon', 'Europe/Lisbon'],
  ['London', 'Europe/London'],
  ['Berlin', 'Europe/Berlin'],
  ['Milan', 'Europe/Rome'],
  ['Tokyo', 'Asia/Tokyo'],
  ['Sydney', 'Australia/Sydney'],
]

const genres = ['Jazz', 'Classical', 'Rock', 'Folk', 'Soul', 'Electronic'] as const

export const userIdOf = (customer: string) => `customer-${customer}`

/** A plausible person, always the same for a customer. Nobody is meant. */
export function attributesOf(customer: string): Record<string, string> {
  const firstName = pick(firstNames, `name ${customer}`)
  const [city, timezone] = pick(homes, `home ${customer}`)
  return {
    firstName,
    email: `${firstName.toLowerCase()}.${customer}@example.com`,
    city,
    timezone,
    favouriteGenre: pick(genres, `genre ${customer}`),
  }
}
