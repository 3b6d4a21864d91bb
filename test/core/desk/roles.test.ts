import { expect, test } from 'vitest'
import {
  covers,
  EVERYTHING,
  isLimited,
  isRole,
  ROLES,
  reaches,
} from '../../../daemon/core/desk/roles.js'

const MARKET = { account: 'main', show: 'market', airing: 'market@2026-11-23T09:00' }
const STATION = { account: undefined, show: undefined, airing: undefined }

test('each role may do what the one before it may, and none what the one after it may', () => {
  ROLES.forEach((role, at) => {
    expect(ROLES.filter((needed) => reaches(role, needed))).toEqual(ROLES.slice(0, at + 1))
  })
})

test('only roles are roles', () => {
  expect(['admin', 'Admin', 'root', '', 'constructor'].filter(isRole)).toEqual(['admin'])
})

test('a token without limits reaches everything, also what is about the whole station', () => {
  expect([covers(EVERYTHING, MARKET), covers(EVERYTHING, STATION)]).toEqual([true, true])
  expect(isLimited(EVERYTHING)).toBe(false)
})

test.each([
  ['its show', { shows: ['market'] }, true],
  ['another show', { shows: ['evening'] }, false],
  ['its account', { accounts: ['main'] }, true],
  ['another account', { accounts: ['demo'] }, false],
  ['its airing', { airings: ['market@2026-11-23T09:00'] }, true],
  ['another airing of it', { airings: ['market@2026-11-24T09:00'] }, false],
  ['its show on another account', { shows: ['market'], accounts: ['demo'] }, false],
  ['its show among others', { shows: ['evening', 'market'], accounts: ['main'] }, true],
])('a token limited to %s', (_, limits, reached) => {
  const scope = { ...EVERYTHING, ...limits }
  expect(covers(scope, MARKET)).toBe(reached)
  expect(covers(scope, STATION)).toBe(false)
  expect(isLimited(scope)).toBe(true)
})
