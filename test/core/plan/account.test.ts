import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Account,
  account,
  accountDueAt,
  answered,
  ask,
  giveUpOpening,
  grant,
  lookingAtRunning,
  needRunning,
  openingOver,
  release,
  runningSeen,
  turnedUp,
} from '../../../daemon/core/plan/account.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import type { SessionId } from '../../../daemon/core/plan/events.js'
import { ambiguous, applied, notApplied } from '../../../daemon/core/plan/outcome.js'
import { NEVER } from '../../../daemon/core/time.js'
import { anAccount, NINE, past, someFacts } from './builders.js'

const id = (name: string) => name as AiringId
const asking = (desk: Account, ...names: readonly string[]) =>
  names.reduce((asked, name, at) => ask(asked, { airing: id(name), startsAt: past(at) }), desk)
const FULL = notApplied('platform-full', 'no slot')

test('taken out it is never due, and taken in again at once, with all that was known of it', () => {
  const out = { ...asking(anAccount({ calls: 3 }), 'a'), takenOut: true } as const
  expect(accountDueAt(out)).toBe(NEVER)
  const back = account(someFacts(), NINE, out)
  expect(accountDueAt(back)).toBeLessThanOrEqual(NINE)
  expect(back).toMatchObject({ calls: 3, waiting: [{ airing: 'a' }] })
})

describe('slots', () => {
  test('the show that starts first is opened first, whoever asked first', () => {
    const desk = ask(asking(anAccount(), 'late'), { airing: id('early'), startsAt: past(-60) })
    expect(grant(desk, NINE).granted).toBe('early')
  })

  test('one opening at a time', () => {
    const { desk } = grant(asking(anAccount({ slots: 3 }), 'a', 'b'), NINE)
    expect(grant(desk, NINE).granted).toBeUndefined()
    expect(grant(openingOver(desk, id('a')), NINE).granted).toBe('b')
  })

  test('never more sessions than slots', () => {
    const full = anAccount({ slots: 1, holding: [id('a')] })
    expect(grant(asking(full, 'b'), NINE).granted).toBeUndefined()
    expect(grant(release(asking(full, 'b'), id('a')), NINE).granted).toBe('b')
  })

  test('asking twice is standing in line once', () => {
    expect(asking(anAccount(), 'a', 'a').waiting).toHaveLength(1)
    expect(asking(anAccount({ holding: [id('a')] }), 'a').waiting).toHaveLength(0)
  })

  test('whoever gives up leaves the line', () => {
    const desk = release(asking(anAccount(), 'a', 'b'), id('a'))
    expect(desk.waiting.map(({ airing }) => airing)).toEqual(['b'])
  })

  test('somebody else’s opening is not ended by my release', () => {
    const { desk } = grant(asking(anAccount(), 'a', 'b'), NINE)
    expect(release(desk, id('b')).opening).toBe('a')
    expect(openingOver(desk, id('b')).opening).toBe('a')
  })
})

describe('an opening was answered', () => {
  const { desk } = grant(asking(anAccount(), 'a', 'b'), NINE)

  test('it took effect: the slot stays taken, the next may open', () => {
    const next = answered(desk, id('a'), applied(true), NINE, 0)
    expect(next).toMatchObject({ opening: undefined, holding: ['a'], refusals: 0 })
  })

  test('nobody knows: it stays under way, and the running list is looked at', () => {
    const next = answered(desk, id('a'), ambiguous('timeout'), NINE, 0)
    expect(next).toMatchObject({ opening: 'a', holding: ['a'], running: { nextAt: NINE } })
  })

  test('no free slot: everybody rests, longer each time, never more than ten seconds', () => {
    const rest = (refusals: number, roll: number) =>
      (answered({ ...desk, refusals }, id('a'), FULL, NINE, roll).restUntil ?? NEVER) - NINE
    expect([0, 1, 2, 3, 30].map((refusals) => rest(refusals, 1))).toEqual([
      2_000, 4_000, 8_000, 10_000, 10_000,
    ])
    expect(rest(0, 0)).toBe(1_000)
    const resting = answered(desk, id('a'), FULL, NINE, 1)
    expect(grant(resting, past(1.9)).granted).toBeUndefined()
    expect(grant(resting, past(2)).granted).toBe('b')
  })

  test('refused for a reason of its own: the others need not rest', () => {
    const next = answered(desk, id('a'), notApplied('refused', 'bad script'), NINE, 1)
    expect(next).toMatchObject({ restUntil: undefined, holding: [] })
    expect(grant(next, NINE).granted).toBe('b')
  })
})

describe('when the account is looked at again', () => {
  test('when its rest is over and somebody waits', () => {
    const resting = anAccount({ restUntil: past(5) })
    expect(accountDueAt(resting)).toBe(NEVER)
    expect(accountDueAt(asking(resting, 'a'))).toBe(past(5))
  })

  test('not while every slot is taken: whoever leaves wakes the next', () => {
    const full = anAccount({ slots: 1, holding: [id('a')], restUntil: NINE })
    expect(accountDueAt(asking(full, 'b'))).toBe(NEVER)
  })

  test('not while an opening is under way', () => {
    const opening = anAccount({ opening: id('a'), holding: [id('a')], restUntil: NINE })
    expect(accountDueAt(asking(opening, 'b'))).toBe(NEVER)
  })

  test('when the running list is due, for as long as somebody needs it', () => {
    const needed = needRunning(anAccount(), NINE)
    expect(accountDueAt(needed)).toBe(NINE)
    const asked = lookingAtRunning(needed, NINE)
    expect(accountDueAt(asked)).toBe(past(5))
    expect(accountDueAt(runningSeen(asked, true, past(1)))).toBe(past(3))
    expect(accountDueAt(runningSeen(asked, false, past(1)))).toBe(NEVER)
    expect(needRunning(asked, past(1))).toBe(asked)
    expect(lookingAtRunning(anAccount(), NINE).running).toBeUndefined()
  })
})

test('new facts from the config keep what is under way', () => {
  const busy = anAccount({ holding: [id('a')], refusals: 2 })
  expect(account(someFacts({ slots: 5 }), NINE, busy)).toMatchObject({
    slots: 5,
    holding: ['a'],
    refusals: 2,
    sweepAt: NINE,
  })
})

test('however it goes, there are never more sessions than slots, nor two openings', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd').map(id)
  const step = fc.oneof(
    fc.record({ is: fc.constant('ask' as const), name }),
    fc.record({ is: fc.constant('grant' as const), name }),
    fc.record({ is: fc.constant('release' as const), name }),
    fc.record({ is: fc.constant('answered' as const), name }),
  )
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 1, max: 3 }), (steps, slots) => {
      let desk = anAccount({ slots })
      for (const { is, name: airing } of steps) {
        if (is === 'ask') desk = ask(desk, { airing, startsAt: NINE })
        if (is === 'grant') desk = grant(desk, NINE).desk
        if (is === 'release') desk = release(desk, airing)
        if (is === 'answered') desk = answered(desk, airing, applied(true), NINE, 0)
        expect(desk.holding.length).toBeLessThanOrEqual(slots)
        expect(new Set(desk.holding).size).toBe(desk.holding.length)
        expect(desk.waiting.some((one) => desk.holding.includes(one.airing))).toBe(false)
        if (desk.opening !== undefined) expect(desk.holding).toContain(desk.opening)
      }
    }),
  )
})

describe('an opening of which nobody will ever know', () => {
  const shared = anAccount({ exclusive: false, slots: 1 })
  const opens = (desk: Account, second: number) => grant(asking(desk, 'a'), past(second)).granted
  const gave = (desk: Account, attempt: number, second: number) =>
    giveUpOpening(desk, { airing: id('b'), attempt }, past(second))

  test('may be running: never more sessions than slots and one', () => {
    const one = gave(shared, 1, 0)
    expect(opens(one, 1)).toBe('a')
    expect(opens(gave(one, 2, 1), 2)).toBeUndefined()
  })

  test('cannot be running any more after three hours', () => {
    const two = gave(gave(shared, 1, 0), 2, 60)
    expect(accountDueAt({ ...asking(two, 'a'), sweepAt: NEVER })).toBe(past(3 * 3_600))
    expect(opens(two, 3 * 3_600)).toBe('a')
  })

  test('is found by the sweep where nobody else uses the account', () => {
    const own = gave(gave(anAccount({ slots: 1 }), 1, 0), 2, 10)
    expect(opens(own, 59)).toBeUndefined()
    expect(accountDueAt({ ...asking(own, 'a'), sweepAt: NEVER })).toBe(past(60))
    expect(opens(own, 60)).toBe('a')
  })

  test('takes a place while it runs and nobody wants it', () => {
    const stranger = { session: 's' as SessionId, since: NINE, orphan: undefined }
    const own = { ...anAccount({ slots: 1 }), strangers: [stranger] }
    expect(opens(own, 1)).toBe('a')
    expect(opens(gave(own, 1, 0), 1)).toBeUndefined()
  })

  test('is in doubt no longer when it turns up', () => {
    const two = gave(gave(shared, 1, 0), 2, 1)
    expect(opens(turnedUp(two, { airing: id('b'), attempt: 1 }), 2)).toBe('a')
  })
})
