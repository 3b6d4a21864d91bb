import { expect, test } from 'vitest'
import { still } from '../../../daemon/core/plan/pursuit.js'
import { aPlanned } from './builders.js'

test('standing still is an airing as it was, nothing to do, and nothing needed', () => {
  const airing = aPlanned()
  expect(still(airing)).toEqual({ airing, actions: [], needs: [] })
})
