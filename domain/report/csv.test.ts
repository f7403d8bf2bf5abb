import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

test('fields are quoted where they must be, and null is empty', () => {
  expect(
    toCsv([
      ['Node', 'Sent'],
      ['Say "hi", all', 3],
      ['Two\nlines', null],
    ]),
  ).toBe('Node,Sent\r\n"Say ""hi"", all",3\r\n"Two\nlines",\r\n')
})

test('a name that a spreadsheet would run as a formula is disarmed', () => {
  expect(toCsv([['=HYPERLINK("x")', '+1', '-2', '@x'], [-2]])).toBe(`"'=HYPERLINK(""x"")",'+1,'-2,'@x\r\n-2\r\n`)
})
