import { describe, expect, test } from 'vitest'
import type { AskEvent } from '../../../daemon/core/ask/desk.js'
import { partsThatFit } from '../../../daemon/core/ask/pursue.js'
import { seconds } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { AN_ANSWER, aDesk, asks, id, NO_ANSWER, RULES, told, written } from './builders.js'

const answer = (of = 'ann', source: 'faq' | 'library' = 'faq', what = AN_ANSWER): AskEvent => ({
  type: 'answer-came',
  id: id(of),
  source,
  answer: what,
})

describe('the next source is asked when one knows nothing', () => {
  test('and what it says is said', () => {
    const { actions } = told(
      aDesk(),
      asks('ann'),
      answer('ann', 'faq', NO_ANSWER),
      answer('ann', 'library'),
    )
    expect(written(actions)).toEqual(['ask faq about ann', 'ask library about ann', 'air ann (2)'])
  })

  test('and when none does it is declined', () => {
    const none = [answer('ann', 'faq', NO_ANSWER), answer('ann', 'library', NO_ANSWER)]
    expect(written(told(aDesk(), asks('ann'), ...none).actions).at(-1)).toBe(
      'ann: declined NO_ANSWER',
    )
  })

  test('or a neutral line is said instead', () => {
    const otherwise = { parts: [{ length: seconds(4) }], needed: 1, rule: 'clean' }
    const blocked = { is: 'blocked', rule: 'blocked "x"', otherwise } as const
    const none = [answer('ann', 'faq', NO_ANSWER), answer('ann', 'library', blocked)]
    expect(written(told(aDesk(), asks('ann'), ...none).actions).at(-1)).toBe('air ann (1)')
  })

  test('and late ones count for nothing', () => {
    const { actions } = told(
      aDesk(),
      asks('ann'),
      at('09:00:08'),
      answer('ann', 'faq'),
      at('09:00:16'),
      answer('ann', 'library'),
    )
    expect(written(actions)).toEqual([
      'ask faq about ann',
      'ask library about ann',
      'ann: declined ANSWER_LATE',
    ])
  })

  test('a source that fails is told from one that is late', () => {
    const failed = { is: 'failed', says: 'status 503', otherwise: undefined } as const
    const all = [answer('ann', 'faq', NO_ANSWER), answer('ann', 'library', failed)]
    expect(written(told(aDesk(), asks('ann'), ...all).actions).at(-1)).toBe(
      'ann: declined ANSWER_FAILED',
    )
  })

  test('an answer that may not be said is not said', () => {
    const blocked = { is: 'blocked', rule: 'blocked "x"', otherwise: undefined } as const
    const all = [answer('ann', 'faq', blocked), answer('ann', 'library', blocked)]
    const { actions } = told(aDesk(), asks('ann'), ...all)
    expect(written(actions).at(-1)).toBe('ann: declined ANSWER_BLOCKED')
    const verdict = { gate: 'answer', passed: false, rule: 'blocked "x"' }
    expect(actions.at(-1)).toMatchObject({
      question: { verdicts: expect.arrayContaining([verdict]) },
    })
  })
})

describe('the time that is left', () => {
  const ending = (time: string) => aDesk({}, { endsAt: at(time) })

  test('the last parts are left out', () => {
    expect(written(told(ending('09:00:10'), asks('ann'), answer()).actions)).toContain(
      'air ann (1)',
    )
  })

  test('what does not fit is not begun', () => {
    expect(written(told(ending('09:00:08'), asks('ann'), answer()).actions)).toContain(
      'ann: declined NO_TIME',
    )
  })

  test('when the show is over nobody waits', () => {
    const end: AskEvent = {
      type: 'airing-is',
      onAir: false,
      endsAt: at('10:00'),
      over: true,
      rules: RULES,
      stopped: [],
    }
    const { desk, actions } = told(aDesk(), asks('ann'), asks('bob'), end)
    expect(desk.open).toEqual([])
    expect(written(actions)).toContain('bob: declined NOT_ON_AIR')
    expect(written(told(desk, asks('cem')).actions)).toEqual(['cem: declined NOT_ON_AIR'])
  })
})

test('as many parts fit as there is time for, and none if not those it needs', () => {
  const parts = [{ length: seconds(5) }, { length: seconds(5) }]
  expect(partsThatFit({ parts, needed: 1 }, at('09:00:09'), at('09:00'))).toBe(1)
  expect(partsThatFit({ parts, needed: 2 }, at('09:00:09'), at('09:00'))).toBe(0)
  expect(partsThatFit({ parts, needed: 2 }, undefined, at('09:00'))).toBe(2)
})
