import { describe, expect, test } from 'vitest'
import { judge } from './judge.ts'
import { intervalOf, twoProportionP } from './significance.ts'

const share = (converted: number, members: number) => ({ converted, members })
const arm = (name: string, converted: number, members: number) => ({ arm: name, ...share(converted, members) })
const usual = { confidence: 0.95, control: null }

describe('the two-proportion z-test', () => {
  test.each([
    // Made with R: prop.test(c(x1, x2), c(n1, n2), correct = FALSE)$p.value
    [200, 1_000, 250, 1_000, 0.0074196],
    [15, 100, 25, 100, 0.0770999],
    [50, 500, 50, 500, 1],
  ])('%i of %i against %i of %i', (a, n, b, m, p) => {
    expect(twoProportionP(share(a, n), share(b, m))).toBeCloseTo(p, 6)
    expect(twoProportionP(share(b, m), share(a, n))).toBeCloseTo(p, 6)
  })

  test('says nothing where nobody, or everybody, reached the goal', () => {
    expect(twoProportionP(share(0, 10), share(0, 10))).toBe(1)
    expect(twoProportionP(share(10, 10), share(10, 10))).toBe(1)
    expect(twoProportionP(share(0, 0), share(5, 10))).toBe(1)
  })
})

test('the interval of a share is the score interval', () => {
  // Wilson: 20 of 100 at 95 percent is 13.34 to 28.88 percent.
  expect(intervalOf(share(20, 100), 0.95)).toEqual({ low: expect.closeTo(0.13337, 4), high: expect.closeTo(0.28883, 4) })
  expect(intervalOf(share(0, 10), 0.95)?.low).toBeCloseTo(0)
  expect(intervalOf(share(0, 0), 0.95)).toBeNull()
})

describe('arms compared', () => {
  test('the better of two, when chance is unlikely enough', () => {
    const two = [arm('a', 200, 1_000), arm('b', 250, 1_000)]
    expect(judge(two, usual)).toMatchObject({ better: 'b', pValue: expect.closeTo(0.0074196, 6) })
    expect(judge(two, { ...usual, confidence: 0.995 }).better).toBeNull()
    expect(judge([arm('a', 15, 100), arm('b', 25, 100)], usual)).toMatchObject({ better: null, pValue: expect.closeTo(0.0770999, 6) })
  })

  test('the best of several against the others together, corrected for how many there are', () => {
    const three = [arm('a', 200, 1_000), arm('b', 200, 1_000), arm('c', 250, 1_000)]
    const alone = twoProportionP(share(250, 1_000), share(400, 2_000))
    expect(judge(three, usual)).toMatchObject({ better: 'c', pValue: expect.closeTo(3 * alone, 9) })
    expect(judge([arm('a', 0, 0), arm('b', 0, 0)], usual)).toMatchObject({ better: null, pValue: null })
  })

  test('each against the control, corrected for how many they are', () => {
    const three = [arm('a', 200, 1_000), arm('b', 250, 1_000), arm('c', 205, 1_000)]
    const judged = judge(three, { confidence: 0.95, control: 'a' })
    expect(judged.better).toBe('b')
    expect(judged.pValues.get('a')).toBeNull()
    expect(judged.pValues.get('b')).toBeCloseTo(2 * 0.0074196, 6)
    expect(judge(three, { confidence: 0.99, control: 'a' }).better).toBeNull()
  })

  test('without a winner the p-value is that of the best, not of one that is clearly worse', () => {
    const three = [arm('a', 300, 1_000), arm('b', 100, 1_000), arm('c', 300, 1_000)]
    expect(judge(three, { confidence: 0.95, control: 'a' })).toMatchObject({ better: null, pValue: 1 })
  })

  test('a control wins only when it beats every other arm', () => {
    const control = { confidence: 0.95, control: 'a' }
    expect(judge([arm('a', 300, 1_000), arm('b', 200, 1_000), arm('c', 210, 1_000)], control).better).toBe('a')
    expect(judge([arm('a', 300, 1_000), arm('b', 200, 1_000), arm('c', 295, 1_000)], control).better).toBeNull()
  })
})
