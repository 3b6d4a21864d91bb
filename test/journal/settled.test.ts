import { expect, test } from 'vitest'
import type { Action } from '../../daemon/core/plan/actions.js'
import { tell } from '../../daemon/core/plan/announce.js'
import { ambiguous, applied } from '../../daemon/core/plan/outcome.js'
import type { TakeoverId } from '../../daemon/core/plan/takeover.js'
import { at } from '../builders.js'
import { AIRING, aJournal, anEnqueue, aTurn, type Kept } from './a-journal.js'

const call = (name: string) => anEnqueue({ key: name, takeover: `${AIRING}/${name}/0` })
const end = (name: string): Action => ({
  type: 'resolve',
  airing: AIRING,
  of: 'takeover',
  takeover: `${AIRING}/${name}/0` as TakeoverId,
  gen: 1,
  how: 'given-up',
  because: 'nobody saw it',
})
const answered = (name: string, outcome: ReturnType<typeof ambiguous>) =>
  aTurn([], { intent: { key: name, outcome } })

function aDay({ journal }: Kept): void {
  journal.begin(at('08:00'), 'v1')
  journal.commit([
    ...['answered', 'resolved', 'doubted', 'open'].map((name) => aTurn([call(name)])),
    aTurn([], { intent: { key: 'answered', outcome: applied(true) } }),
    answered('resolved', ambiguous('timeout')),
    aTurn([end('resolved')]),
    answered('doubted', ambiguous('timeout')),
    aTurn([tell(AIRING, 'alert', 'somebody should know')]),
  ])
  const read = journal.receive('demo', '{}', at('09:00'))
  journal.commit([aTurn([], { inbox: read })])
  journal.receive('demo', '{ "unread": true }', at('09:00'))
}

const keysOf = ({ rows }: Kept) => rows('select key from intent order by key').map(({ key }) => key)
const count = ({ rows }: Kept, table: string) =>
  Number(rows(`select count(*) as n from ${table}`)[0]?.n)

test('what is settled goes when it is old, what is not stays until it is', () => {
  using kept = aJournal()
  aDay(kept)
  while (kept.journal.prune(at('10:00'))) {}
  expect(keysOf(kept)).toEqual(['doubted', 'open'])
  expect(kept.journal.unread()).toHaveLength(1)
  expect(count(kept, 'inbox')).toBe(1)
  expect(count(kept, 'alert')).toBe(0)
})

test('what is younger stays', () => {
  using kept = aJournal()
  aDay(kept)
  while (kept.journal.prune(at('08:59'))) {}
  expect(keysOf(kept)).toHaveLength(4)
  expect([count(kept, 'inbox'), count(kept, 'alert')]).toEqual([2, 1])
})

test('the number of the last callback is never given again', () => {
  using kept = aJournal()
  const read = kept.journal.receive('demo', '{}', at('09:00'))
  kept.journal.commit([aTurn([], { inbox: read })])
  while (kept.journal.prune(at('10:00'))) {}
  expect(kept.journal.receive('demo', '{}', at('11:00'))).toBe(read + 1)
})
