import { describe, expect, test } from 'vitest'
import type { AskEvent } from '../../../daemon/core/ask/desk.js'
import { askDueAt } from '../../../daemon/core/ask/hear.js'
import { NEVER, seconds } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { AN_ANSWER, aDesk, asker, asks, id, RULES, situations, told, written } from './builders.js'

const answer = (of = 'ann', source: 'faq' | 'library' = 'faq', what = AN_ANSWER): AskEvent => ({
  type: 'answer-came',
  id: id(of),
  source,
  answer: what,
})
const over = (of = 'ann', aired = true): AskEvent => ({
  type: 'over',
  id: id(of),
  aired,
  says: 'cut',
})

test('a question is asked, answered, aired and spoken', () => {
  const { desk, actions } = told(aDesk(), asks('ann'), answer(), over())
  expect(written(actions)).toEqual(['ask faq about ann', 'air ann (2)', 'ann: spoken'])
  expect(desk.open).toEqual([])
})

test('its row is kept at each step', () => {
  const { actions } = told(aDesk(), asks('ann'), answer())
  const kept = actions.flatMap((action) =>
    action.type === 'keep' ? [action.question.situation] : [],
  )
  expect(kept).toEqual(['waiting', 'asking', 'answered', 'queued'])
})

test('what a gate stopped goes no further', () => {
  const stopped = [{ gate: 'name', passed: false, rule: 'a link or an address' }] as const
  const { actions, desk } = told(aDesk(), asks('ann', { verdicts: stopped }))
  expect(written(actions)).toEqual(['ann: declined BLOCKED'])
  expect(actions[0]).toMatchObject({ as: { says: 'name: a link or an address' } })
  expect(desk.open).toEqual([])
})

describe('nearly the same question', () => {
  const same = { words: [1, 2, 3, 4, 5] }
  const nearly = { words: [1, 2, 3, 4, 6] }

  test('is one with the first, which counts who else asked', () => {
    const { actions, desk } = told(aDesk(), asks('ann', same), asks('bob', nearly))
    expect(written(actions)).toContain('bob: merged')
    expect(desk.open.map(({ others }) => others)).toEqual([1])
  })

  test('of the same asker counts nobody', () => {
    const { desk } = told(aDesk(), asks('ann1', same), asks('ann2', same))
    expect(desk.open.map(({ others }) => others)).toEqual([0])
  })

  test('was answered already for a while', () => {
    const spoken = [asks('ann', same), answer(), over()]
    const soon = told(aDesk(), ...spoken, at('09:05'), asks('bob', nearly))
    expect(written(soon.actions)).toContain('bob: declined ANSWERED_ALREADY')
    const later = { ...nearly, askedAt: at('09:11') }
    const late = told(aDesk(), ...spoken, at('09:11'), asks('bob', later))
    expect(situations(late.desk)).toEqual(['bob asking'])
  })
})

test('one who asked as often as one may is declined, until the time is over', () => {
  const rules = { perAsker: { count: 1, per: seconds(300) } }
  const { actions, desk } = told(
    aDesk(rules),
    asks('ann1'),
    asks('ann2'),
    asks('bob1'),
    at('09:05'),
    asks('ann3', { askedAt: at('09:05') }),
  )
  expect(written(actions)).toContain('ann2: declined ASKED_TOO_OFTEN')
  expect(desk.open.map((one) => one.id)).toContain('ann3')
})

describe('more than may wait', () => {
  const three = [asks('ann1'), asks('ann2'), asks('ann3')]
  /** Three of 3 s, each with an answer of 8 s to come. */
  const rules = { backlog: seconds(33) }

  test('is declined', () => {
    const { actions } = told(aDesk(rules), ...three, asks('ann4'))
    expect(written(actions)).toContain('ann4: declined BACKLOG')
  })

  test('somebody with many waiting gives way to somebody with none', () => {
    const { actions, desk } = told(aDesk(rules), ...three, asks('bob1'))
    expect(written(actions)).toContain('ann3: declined GAVE_WAY')
    expect(situations(desk)).toEqual(['ann1 asking', 'ann2 waiting', 'bob1 waiting'])
  })

  test('but not to another with as many', () => {
    const { actions } = told(aDesk(rules), asks('ann1'), asks('bob1'), asks('cem1'), asks('dan1'))
    expect(written(actions)).toContain('dan1: declined BACKLOG')
  })
})

test('askers take turns', () => {
  const order = ['ann1', 'ann2', 'ann3', 'bob1', 'cem1'].map((name) => asks(name))
  const turns = (name: string) => [answer(name), over(name)]
  let { desk, actions } = told(aDesk({ cooldown: seconds(0) }), ...order)
  for (const name of ['ann1', 'bob1', 'cem1', 'ann2', 'ann3']) {
    const next = told(desk, ...turns(name))
    desk = next.desk
    actions = [...actions, ...next.actions]
  }
  expect(written(actions).filter((line) => line.includes('spoken'))).toEqual([
    'ann1: spoken',
    'bob1: spoken',
    'cem1: spoken',
    'ann2: spoken',
    'ann3: spoken',
  ])
})

test('between two answers there is a rest', () => {
  const { desk, actions } = told(
    aDesk(),
    asks('ann'),
    answer(),
    over(),
    over(),
    asks('bob'),
    answer('bob'),
  )
  expect(situations(desk)).toEqual(['bob answered'])
  expect(askDueAt(desk)).toBe(at('09:00:20'))
  expect(written(actions)).not.toContain('air bob (2)')
  expect(written(told(desk, at('09:00:20')).actions)).toEqual(['air bob (2)'])
})

describe('an operator approves', () => {
  const rules = { approve: 'operator' } as const
  const approved: AskEvent = { type: 'approved', id: id('ann'), by: 'li' }

  test('and the source is asked', () => {
    const { actions } = told(aDesk(rules), asks('ann'), approved)
    expect(written(actions)).toEqual(['ask faq about ann'])
  })

  test('or declines', () => {
    const { actions } = told(aDesk(rules), asks('ann'), { ...approved, type: 'refused' })
    expect(written(actions)).toEqual(['ann: declined NOT_APPROVED'])
  })

  test('or does neither in time, and the rundown says what then', () => {
    expect(written(told(aDesk(rules), asks('ann'), at('09:02')).actions)).toEqual([
      'ann: declined APPROVAL_LATE',
    ])
    const air = { ...rules, unapproved: 'air' } as const
    expect(written(told(aDesk(air), asks('ann'), at('09:02')).actions)).toEqual([
      'ask faq about ann',
    ])
  })
})

test('what waited too long is no longer answered', () => {
  const { actions } = told(aDesk(), asks('ann'), asks('bob'), at('09:05'))
  expect(written(actions)).toContain('bob: declined EXPIRED')
})

test('what the queue does not take is declined', () => {
  const { actions } = told(aDesk(), asks('ann'), answer(), {
    type: 'taken',
    id: id('ann'),
    ok: false,
    says: 'the queue is full',
  })
  expect(written(actions).at(-1)).toBe('ann: declined NOT_AIRED')
})

test('an answer that was not aired is declined', () => {
  expect(written(told(aDesk(), asks('ann'), answer(), over('ann', false)).actions).at(-1)).toBe(
    'ann: declined NOT_AIRED',
  )
})

test('who is forgotten leaves nothing behind', () => {
  const { desk, actions } = told(aDesk(), asks('ann1'), asks('ann2'), asks('bob1'), {
    type: 'forgotten',
    askers: [asker('ann')],
    questions: [],
  })
  expect(written(actions)).toContain('ann2: declined FORGOTTEN')
  expect(situations(desk)).toEqual(['bob1 asking'])
  expect(Object.keys(desk.askers)).toEqual(['bob'])
})

test('nor does who is known by what they asked', () => {
  const aired = told(aDesk(), asks('ann1'), answer('ann1'), over('ann1'), asks('ann2'))
  const questions = [id('ann1'), id('ann2')]
  const { desk } = told(aired.desk, { type: 'forgotten', askers: [], questions })
  expect(aired.desk.lately).toHaveLength(1)
  expect(desk).toMatchObject({ open: [], lately: [] })
})

describe('approval that is wanted from now on', () => {
  const rules = { ...RULES, approve: 'operator' } as const
  const held: AskEvent = {
    type: 'airing-is',
    onAir: true,
    endsAt: undefined,
    over: false,
    rules,
    stopped: [],
  }
  const busy = aDesk({}, { restUntil: at('09:30') })

  test('is wanted of whoever waits, is asked about or has an answer', () => {
    const { desk } = told(busy, asks('ann'), answer(), asks('bob'), asks('cem'), held)
    expect(situations(desk)).toEqual(['ann for-approval', 'bob for-approval', 'cem for-approval'])
    expect(desk.open[0]?.verdicts.map(({ gate }) => gate)).toEqual(['question', 'name'])
  })

  test('not of what was approved, nor of what the queue has', () => {
    const approved: AskEvent = { type: 'approved', id: id('bob'), by: 'li' }
    const asked = told(aDesk(rules), asks('bob'), approved, answer('bob')).desk
    expect(situations(told({ ...asked, restUntil: at('09:30') }, held).desk)).toEqual([
      'bob queued',
    ])
    const waits = told({ ...busy, rules }, asks('bob'), approved, answer('bob'), held).desk
    expect(situations(waits)).toEqual(['bob answered'])
  })
})

test('with nothing open there is nothing to look at', () => {
  expect(askDueAt(aDesk())).toBe(NEVER)
})
