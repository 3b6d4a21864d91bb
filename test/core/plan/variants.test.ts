// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how variables are written in a rundown
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choose, type Spoken } from '../../../daemon/core/plan/variants.js'
import { aCue, every } from '../../builders.js'

const VARIANTS = ['Gold is up today.', 'Today gold went up.', 'Up it goes, the gold.', 'Gold: up.']
const prices = (variants: readonly string[] = VARIANTS) => aCue('prices', every(60), { variants })

/** What is said in so many turns. */
function said(rolls: readonly number[], variants = VARIANTS): readonly (string | undefined)[] {
  let spoken: Spoken = {}
  return rolls.map((roll) => {
    const choice = choose(prices(variants), {}, spoken, roll)
    spoken = JSON.parse(JSON.stringify(choice.spoken))
    return choice.script.say
  })
}

describe('variants of a cue', () => {
  test('none repeats until all were used, whatever the dice say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
          minLength: 8,
          maxLength: 8,
        }),
        (rolls) => {
          const texts = said(rolls)
          expect(new Set(texts.slice(0, 4)).size).toBe(4)
          expect(texts.some((text, turn) => turn > 0 && text === texts[turn - 1])).toBe(false)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('the dice decide: other rolls, another order', () => {
    const orders = new Set(
      [0.05, 0.3, 0.55, 0.8].map((roll) => said([roll, roll, roll, roll]).join()),
    )
    expect(orders.size).toBeGreaterThan(1)
  })

  test('variables are put into the one that is spoken', () => {
    const cue = prices([
      'Hello from ${host}, here are the prices.',
      'I am ${host} with the prices.',
    ])
    const { script } = choose(cue, { host: 'Li' }, {}, 0.1)
    expect(script.say).toMatch(/Li/)
    expect(script.say).not.toMatch(/\$/)
  })

  test('a cue with one text says it, and nothing is remembered', () => {
    const cue = aCue('welcome', every(60))
    expect(choose(cue, {}, {}, 0.5)).toEqual({ script: cue.script, spoken: {} })
  })

  test('what was used of a variant that is gone counts no more', () => {
    const choice = choose(prices(VARIANTS.slice(0, 2)), {}, { prices: [3, 0] }, 0.5)
    expect(choice.script.say).toBe(VARIANTS[1])
  })
})
