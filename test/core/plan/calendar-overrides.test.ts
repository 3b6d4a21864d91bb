import { describe, expect, test } from 'vitest'
import type { Override } from '../../../daemon/core/rundown/rundown.js'
import { hours } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { airingsOn, cancel, cron, move, onceAt, replace, told } from './schedules.js'

const BOTH = { gap: 'shift', fold: 'both' } as const

describe('overrides', () => {
  const market = (...overrides: readonly Override[]) =>
    cron('0 9,17 * * *', { overrides, variables: { host: 'Li', price: '59' } })
  const xmas = (...overrides: readonly Override[]) =>
    told('UTC', [market(...overrides)], '2026-12-24')

  test('cancel a day, or one occurrence of it', () => {
    expect(xmas(cancel('2026-12-24'))).toEqual([])
    expect(xmas(cancel('2026-12-24T09:00'))).toEqual([
      '2026-12-24T17:00 at 2026-12-24T17:00:00+00:00',
    ])
  })

  test('a moved airing keeps the name of its own time', () => {
    expect(xmas(move('2026-12-24T09:00', '2026-12-24T10:00'))).toEqual([
      '2026-12-24T09:00 at 2026-12-24T10:00:00+00:00',
      '2026-12-24T17:00 at 2026-12-24T17:00:00+00:00',
    ])
  })

  test('it may be moved to another week, and is found there and not where it was', () => {
    const far = [market(move('2026-12-24T09:00', '2027-01-05T12:00'))]
    expect(told('UTC', far, '2026-12-24')).toEqual([
      '2026-12-24T17:00 at 2026-12-24T17:00:00+00:00',
    ])
    expect(told('UTC', far, '2027-01-05')).toEqual([
      '2027-01-05T09:00 at 2027-01-05T09:00:00+00:00',
      '2026-12-24T09:00 at 2027-01-05T12:00:00+00:00',
      '2027-01-05T17:00 at 2027-01-05T17:00:00+00:00',
    ])
  })

  test('a day moved to another date keeps its times of day', () => {
    expect(
      told('UTC', [market(move('2026-12-24', '2026-12-31'))], '2026-12-30', '2026-12-31'),
    ).toEqual([
      '2026-12-30T09:00 at 2026-12-30T09:00:00+00:00',
      '2026-12-30T17:00 at 2026-12-30T17:00:00+00:00',
      '2026-12-24T09:00 at 2026-12-31T09:00:00+00:00',
      '2026-12-24T17:00 at 2026-12-31T17:00:00+00:00',
    ])
  })

  test('replace gives one occurrence its own length and values, over those of its entry', () => {
    const long = replace('2026-12-24T17:00', { duration: hours(3), variables: { host: 'Wang' } })
    const [morning, evening] = airingsOn('UTC', [market(long)], '2026-12-24')
    expect(morning?.variables).toEqual({ host: 'Li', price: '59' })
    expect(morning?.endsAt).toBe(at('2026-12-24T10:00:00Z'))
    expect(evening?.variables).toEqual({ host: 'Wang', price: '59' })
    expect(evening?.endsAt).toBe(at('2026-12-24T20:00:00Z'))
  })

  test('the override of a time goes before the override of its date', () => {
    expect(xmas(cancel('2026-12-24'), replace('2026-12-24T17:00'))).toEqual([
      '2026-12-24T17:00 at 2026-12-24T17:00:00+00:00',
    ])
  })

  test('an excepted date has nothing to override', () => {
    const except = [{ from: '2026-12-24', to: '2026-12-24' }]
    const slot = cron('0 9 * * *', { except, overrides: [move('2026-12-24', '2026-12-25')] })
    expect(told('UTC', [slot], '2026-12-24', '2026-12-25')).toEqual([
      '2026-12-25T09:00 at 2026-12-25T09:00:00+00:00',
    ])
  })

  test('moved onto another airing it takes its place: one instant, one airing', () => {
    expect(xmas(move('2026-12-24T09:00', '2026-12-24T17:00'))).toEqual([
      '2026-12-24T09:00 at 2026-12-24T17:00:00+00:00',
    ])
  })

  test('a time that two entries name is one airing, also when one of them moves it', () => {
    const other = onceAt('2026-12-24T09:00:00')
    const both = [other, market(move('2026-12-24T09:00', '2026-12-24T10:00'))]
    expect(told('UTC', both, '2026-12-24')).toEqual([
      '2026-12-24T09:00 at 2026-12-24T10:00:00+00:00',
      '2026-12-24T17:00 at 2026-12-24T17:00:00+00:00',
    ])
  })

  test('what one entry cancels another may still air', () => {
    const both = [
      market(cancel('2026-12-24')),
      onceAt('2026-12-24T09:00:00', { duration: hours(2) }),
    ]
    expect(told('UTC', both, '2026-12-24')).toEqual([
      '2026-12-24T09:00 at 2026-12-24T09:00:00+00:00',
    ])
  })

  test('both passes of a doubled time are cancelled by its name', () => {
    const overrides = [cancel('2026-11-01T01:30')]
    const nightly = cron('30 1 * * *', { clockChange: BOTH, overrides })
    expect(told('America/New_York', [nightly], '2026-11-01')).toEqual([])
  })
})
