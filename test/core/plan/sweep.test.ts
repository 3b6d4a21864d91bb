import { describe, expect, test } from 'vitest'
import type { Account } from '../../../daemon/core/plan/account.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import type { SessionId } from '../../../daemon/core/plan/events.js'
import { rememberSession, sweep, wasOurs } from '../../../daemon/core/plan/sweep.js'
import { alerts, anAccount, past, types } from './builders.js'

const X = 'x' as SessionId
const swept = (desk: Account, second: number, ...unknown: readonly SessionId[]) =>
  sweep(desk, unknown, past(second))

describe('a session that nobody knows', () => {
  test('seen twice, twenty seconds apart, is an orphan: told once, and closed', () => {
    const first = swept(anAccount(), 0, X)
    expect(first.actions).toEqual([])
    expect(swept(first.desk, 19.9, X).actions).toEqual([])
    const second = swept(first.desk, 20, X)
    expect(types(second.actions)).toEqual(['close-stranger'])
    expect(alerts(second.actions)).toHaveLength(1)
    expect(second.actions).toContainEqual(
      expect.objectContaining({ type: 'close-stranger', session: 'x', account: 'demo' }),
    )
  })

  test('is closed again while the list still has it, under another key, without another alert', () => {
    const second = swept(swept(anAccount(), 0, X).desk, 20, X)
    expect(swept(second.desk, 34.9, X).actions).toEqual([])
    const third = swept(second.desk, 35, X)
    expect(types(third.actions)).toEqual(['close-stranger'])
    expect(alerts(third.actions)).toEqual([])
    const keys = [second, third].flatMap(({ actions }) =>
      actions.flatMap((action) => ('key' in action ? [action.key] : [])),
    )
    expect(new Set(keys).size).toBe(2)
  })

  test('gone, the desk is told that it is over', () => {
    const second = swept(swept(anAccount(), 0, X).desk, 20, X)
    const gone = swept(second.desk, 40)
    expect(gone.actions).toMatchObject([
      { type: 'tell', level: 'info' },
      { type: 'resolve', of: 'stranger', session: 'x', how: 'applied' },
    ])
    expect(gone.desk.strangers).toEqual([])
  })

  test('gone before the second strike, it was a list that was ahead of an answer', () => {
    const first = swept(anAccount(), 0, X)
    expect(swept(first.desk, 10)).toMatchObject({ actions: [], desk: { strangers: [] } })
  })

  test('may be the opening that is under way: nothing is struck meanwhile', () => {
    const busy = anAccount({ opening: 'a' as AiringId })
    expect(swept(busy, 0, X)).toEqual({ desk: busy, actions: [] })
  })

  test('in an account that others use is theirs', () => {
    const shared = anAccount({ exclusive: false })
    expect(swept(swept(shared, 0, X).desk, 90, X).actions).toEqual([])
  })
})

describe('a session of ours that is over', () => {
  const ended = (exclusive: boolean) => rememberSession(anAccount({ exclusive }), X, past(0))

  test('may be listed for a while', () => {
    expect(wasOurs(ended(true), X)).toBe(true)
    expect(swept(ended(true), 59, X).desk.strangers).toEqual([])
  })

  test('and still runs after that, is closed, whoever else uses the account', () => {
    for (const exclusive of [true, false]) {
      const first = swept(ended(exclusive), 60, X)
      expect(types(swept(first.desk, 80, X).actions)).toEqual(['close-stranger'])
    }
  })

  test('only so many are remembered', () => {
    let desk = anAccount()
    for (let n = 0; n < 50; n++) desk = rememberSession(desk, `s${n}` as SessionId, past(n))
    expect(desk.past).toHaveLength(32)
    expect(wasOurs(desk, 's49' as SessionId)).toBe(true)
  })
})
