import { expect, test } from 'vitest'
import { emptyState } from '../../daemon/core/plan/state.js'
import { openLedger } from '../../daemon/metrics/ledger.js'
import { inSlices, SLICE } from '../../daemon/metrics/slices.js'
import { standingOf } from '../../daemon/metrics/standing.js'
import { aManned, anAccount, aSession, DEMO, NINE, past } from '../core/plan/builders.js'

const MANY = 10 * SLICE

const state = {
  ...emptyState(),
  accounts: { [DEMO]: anAccount() },
  airings: Object.fromEntries(
    Array.from({ length: MANY }, (_, n) => [
      `a${n}`,
      { ...aManned(aSession('live')), id: `a${n}` as never },
    ]),
  ),
}

test('many airings are looked at in slices, and the loop turns in between', async () => {
  let turned = 0
  const turn = () => {
    turned += 1
    again = setImmediate(turn)
  }
  let again = setImmediate(turn)
  const [standing] = await inSlices(standingOf(state, past(10)))
  clearImmediate(again)
  expect(standing).toMatchObject({ onAir: MANY, beatAge: 10 })
  expect(turned).toBeGreaterThanOrEqual(9)
})

test('what changes between two slices is counted once', () => {
  let scheduled = 0
  const none = () => {}
  const ledger = openLedger(state, NINE, {
    scheduled: (_, seconds) => {
      scheduled += seconds
    },
    ...{ delivered: none, paid: none, beatGap: none, started: none, closed: none, ghost: none },
  })
  const work = ledger.bring(past(10))
  work.next()
  const { airings } = state
  for (const [id, airing] of Object.entries(airings)) ledger.changed(id as never, airing, past(11))
  while (!work.next().done);
  expect(scheduled).toBe(11 * MANY)
})
