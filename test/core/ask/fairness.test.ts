import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ASKERS_MAX, type AskDesk, type AskEvent, OPEN_MAX } from '../../../daemon/core/ask/desk.js'
import {
  backlogOf,
  hasAskedEnough,
  lengthOf,
  letIn,
  nextToAsk,
  roomFor,
  served,
} from '../../../daemon/core/ask/fairness.js'
import { hear } from '../../../daemon/core/ask/hear.js'
import { after, type Instant, millis, seconds } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { AN_ANSWER, aDesk, aQuestion, asker, asks, id, told } from './builders.js'

test('speech that waits is counted with the answer to come', () => {
  const { desk } = told(aDesk(), asks('ann1'), asks('bob1'))
  expect(lengthOf(aQuestion('x'))).toBe(seconds(11))
  expect(backlogOf(desk.open)).toBe(seconds(22))
})

test('whose turn was longest ago is next, and of theirs what came first', () => {
  const { desk } = told(aDesk(), asks('ann1'), asks('ann2'), asks('bob1'), asks('bob2'))
  expect(nextToAsk(desk)?.id).toBe('bob1')
  const later = { ...desk, askers: served(desk, asker('bob'), at('09:01')) }
  expect(nextToAsk(later)?.id).toBe('ann2')
})

test('there is room, or somebody gives way, or there is none', () => {
  const desk = aDesk({ backlog: seconds(22) })
  expect(roomFor(desk, aQuestion('ann1'))).toEqual([])
  const full = told(desk, asks('zoe1'), asks('ann1')).desk
  expect(roomFor(full, aQuestion('bob1'))).toBeUndefined()
  const hogged = told({ ...desk, onAir: true }, asks('ann1'), asks('ann2')).desk
  expect(roomFor(hogged, aQuestion('bob1'))?.map((one) => one.id)).toEqual(['ann2'])
})

test('who has asked enough is known for as long as it counts, and no longer', () => {
  const desk = aDesk({ perAsker: { count: 1, per: seconds(60) } })
  const once = { ...desk, askers: letIn(desk, asker('ann'), at('09:00')) }
  expect(hasAskedEnough(once, asker('ann'), at('09:00:59'))).toBe(true)
  expect(hasAskedEnough(once, asker('ann'), at('09:01'))).toBe(false)
  expect(hasAskedEnough(once, asker('constructor'), at('09:00'))).toBe(false)
})

test('askers are not remembered without end', () => {
  let desk = aDesk()
  for (let n = 0; n <= ASKERS_MAX; n++)
    desk = { ...desk, askers: letIn(desk, asker(`a${n}`), after(at('09:00'), millis(n))) }
  expect(Object.keys(desk.askers).length).toBeLessThanOrEqual(ASKERS_MAX)
  expect(desk.askers).toHaveProperty(`a${ASKERS_MAX}`)
})

/** A source that answers after a second, a queue that speaks what it is given; nothing else happens. */
function evening(desk: AskDesk, events: readonly (readonly [Instant, AskEvent])[]) {
  const agenda = [...events]
  const spoken: { readonly id: string; readonly at: Instant }[] = []
  let most = { open: 0, askers: 0, backlog: 0 }
  let now = desk
  const insert = (when: Instant, event: AskEvent) => {
    const place = agenda.findIndex(([later]) => later > when)
    agenda.splice(place < 0 ? agenda.length : place, 0, [when, event])
  }
  for (let next = agenda.shift(); next; next = agenda.shift()) {
    const [when, event] = next
    const decision = hear(now, event, when)
    now = decision.desk
    most = {
      open: Math.max(most.open, now.open.length),
      askers: Math.max(most.askers, Object.keys(now.askers).length),
      backlog: Math.max(most.backlog, backlogOf(now.open)),
    }
    for (const action of decision.actions) {
      if (action.type === 'ask') {
        const { id: question, source } = action
        insert(after(when, seconds(1)), {
          type: 'answer-came',
          id: question,
          source,
          answer: AN_ANSWER,
        })
      }
      if (action.type === 'air') {
        const { question } = action
        const length = question.situation === 'queued' ? lengthOf(question) : 0
        const over = after(when, millis(length))
        insert(over, { type: 'over', id: question.id, aired: true, says: '' })
        insert(after(over, now.rules.cooldown), { type: 'look' })
      }
      if (action.type === 'end' && action.as.situation === 'spoken')
        spoken.push({ id: action.question.id, at: when })
    }
  }
  return { spoken, most, desk: now }
}

describe('a flood of ten thousand', () => {
  const rules = { cooldown: seconds(5) }
  const flood = (who: (n: number) => string) =>
    Array.from({ length: 10_000 }, (_, n): readonly [Instant, AskEvent] => {
      const when = after(at('09:00'), millis(n * 60))
      return [when, asks(`${who(n)}${n}`, { askedAt: when })]
    })

  test('by one asker does not starve another', () => {
    const when = at('09:03')
    const events = [...flood(() => 'troll'), [when, asks('ann0', { askedAt: when })] as const].sort(
      ([one], [other]) => one - other,
    )
    const { spoken, most } = evening(aDesk(rules), events)
    const ann = spoken.find((one) => one.id === 'ann0')
    // What is spoken, what was answered already, and then she: never behind the rest of the flood.
    expect(ann?.at).toBeLessThan(at('09:04'))
    expect(most.backlog).toBeLessThanOrEqual(seconds(90))
  })

  test('by ten thousand askers stays within bounds', () => {
    const { spoken, most } = evening(
      aDesk(rules),
      flood((n) => `viewer-${n}-`),
    )
    expect(most.open).toBeLessThanOrEqual(OPEN_MAX)
    expect(most.askers).toBeLessThanOrEqual(ASKERS_MAX)
    expect(most.backlog).toBeLessThanOrEqual(seconds(90))
    expect(spoken.length).toBeGreaterThan(20)
  })
})

test('whoever floods, everybody who asks once and does not expire is answered before a second of theirs', () => {
  const crowd = fc.array(
    fc.record({
      who: fc.constantFrom('ann', 'bob', 'cem', 'dan'),
      at: fc.integer({ min: 0, max: 120 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  fc.assert(
    fc.property(crowd, (asked) => {
      const events = [...asked]
        .sort((one, other) => one.at - other.at)
        .map(({ who, at: second }, n): readonly [Instant, AskEvent] => {
          const when = after(at('09:00'), seconds(second))
          return [when, asks(`${who}${n}`, { askedAt: when })]
        })
      const { spoken, desk, most } = evening(aDesk({ cooldown: seconds(1) }), events)
      expect(desk.open).toEqual([])
      expect(most.backlog).toBeLessThanOrEqual(seconds(90))
      const names = spoken.map((one) => one.id.replace(/\d+$/, ''))
      // Everybody who asked was heard at least once: four people and 90 s leave room for each.
      expect(new Set(names)).toEqual(new Set(asked.map(({ who }) => who)))
    }),
    { numRuns: 200 },
  )
})

test('ids are what they are', () => {
  expect(id('ann1')).toBe('ann1')
})
