/** Each doubt has an end, and it stands beside the intent. */
import { expect, test } from 'vitest'
import type { Action, Resolve } from '../../daemon/core/plan/actions.js'
import { ambiguous, applied } from '../../daemon/core/plan/outcome.js'
import type { TakeoverId } from '../../daemon/core/plan/takeover.js'
import { AIRING, aJournal, anEnqueue, aTurn } from './a-journal.js'

const call = anEnqueue()
const takeover = 'takeover' in call ? call.takeover : undefined
const end = (more: Partial<Resolve> = {}): Action => ({
  type: 'resolve',
  airing: AIRING,
  of: 'takeover',
  ...(takeover === undefined ? {} : { takeover, gen: 1 }),
  how: 'given-up',
  because: 'nobody saw it',
  ...more,
})
const DOUBTS = 'select key, state, resolved, resolved_by from intent'

test('what became of a doubt, and how that was found out', () => {
  using kept = aJournal()
  kept.journal.commit([aTurn([call])])
  kept.journal.commit([aTurn([], { intent: { key: call.key, outcome: ambiguous('timeout') } })])
  kept.journal.commit([aTurn([end()])])
  expect(kept.rows(DOUBTS)).toMatchObject([
    { state: 'ambiguous', resolved: 'given-up', resolved_by: 'nobody saw it' },
  ])
})

test('found out while the answer is out, which then never comes', () => {
  using kept = aJournal()
  kept.journal.commit([
    aTurn([call]),
    aTurn([end({ how: 'applied', because: 'seen in the queue' })]),
  ])
  kept.journal.commit([aTurn([], { intent: { key: call.key, outcome: ambiguous('timeout') } })])
  expect(kept.rows(DOUBTS)).toMatchObject([{ state: 'ambiguous', resolved: 'applied' }])
})

test('what a turn makes of a call goes by the answer that it brought', () => {
  using kept = aJournal()
  const answered = { intent: { key: call.key, outcome: applied(true) } }
  kept.journal.commit([aTurn([call]), aTurn([end()], answered)])
  expect(kept.rows(DOUBTS)).toMatchObject([{ state: 'applied', resolved: null }])
})

test('the first end counts', () => {
  using kept = aJournal()
  kept.journal.commit([
    aTurn([call]),
    aTurn([], { intent: { key: call.key, outcome: ambiguous('timeout') } }),
    aTurn([end()]),
    aTurn([end({ how: 'applied', because: 'later' })]),
  ])
  expect(kept.rows(DOUBTS)).toMatchObject([{ resolved: 'given-up' }])
})

test('an intent that was answered stays as it is, and so does that of another takeover', () => {
  using kept = aJournal()
  kept.journal.commit([
    aTurn([call]),
    aTurn([], { intent: { key: call.key, outcome: applied(true) } }),
    aTurn([end()]),
  ])
  expect(kept.rows(DOUBTS)).toMatchObject([{ state: 'applied', resolved: null }])
  kept.journal.commit([aTurn([end({ takeover: 'another' as TakeoverId })])])
  expect(kept.rows(DOUBTS)).toMatchObject([{ resolved: null }])
})
