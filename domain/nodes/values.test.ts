import { expect, test } from 'vitest'
import { ALL_ATTRIBUTES } from '#domain/engine/types.ts'
import { attributesIn } from './values.ts'

test.each<[string, string[]]>([
  ['Dear member', []],
  ['{{ member.city }}', ['city']],
  ['{{ member.attributes.city | upcase }}', ['city']],
  [`{{ member['first name'] }} {{ member["last name"] }}`, ['first name', 'last name']],
  ['{{ member["attributes"]["city"] }}', ['city']],
  ['{{ member.attributes_of_old }}', ['attributes_of_old']],
  ['{% if member.vip %}{{ membership }}{% endif %}', ['vip']],
])('%s looks at the attributes %j', (text, names) => expect(attributesIn({ deep: [text] })).toEqual(names))

test.each([
  '{{ member | json }}',
  '{{ member.attributes | json }}',
  '{{ member["attributes"] | json }}',
  '{% assign m = member %}{{ m.city }}',
  '{{ member[event.name] }}',
  '{{ member.attributes[event.name] }}',
])('%s may look at every attribute', (text) => expect(attributesIn([text])).toContain(ALL_ATTRIBUTES))
