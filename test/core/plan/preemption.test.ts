import { expect, test } from 'vitest'
import { PREEMPTION, type Preemption, preemption } from '../../../daemon/core/plan/preemption.js'
import type { Urgency } from '../../../daemon/core/rundown/rundown.js'
import { seconds } from '../../../daemon/core/time.js'

const RANKS: Record<Urgency, number> = { routine: 0, priority: 1, breaking: 2 }
const URGENCIES = ['routine', 'priority', 'breaking'] as const
const plain = { doubt: 'once', start: { kind: 'soft' } } as const

test.each(URGENCIES.flatMap((coming) => URGENCIES.map((speaking) => [coming, speaking] as const)))(
  '%s against %s: lower never cuts higher, equal never cuts equal, only breaking cuts',
  (coming, speaking) => {
    const does = preemption({ urgency: coming }, { urgency: speaking, ...plain })
    const wanted: Preemption =
      RANKS[coming] <= RANKS[speaking] ? 'waits' : coming === 'breaking' ? 'cuts' : 'goes-first'
    expect(does).toBe(wanted)
    expect(PREEMPTION[coming][speaking]).toBe(wanted)
  },
)

test('what must air and what starts hard is not cut by breaking news', () => {
  const breaking = { urgency: 'breaking' } as const
  const must = { urgency: 'routine', doubt: 'must', start: { kind: 'soft' } } as const
  const hard = {
    urgency: 'routine',
    doubt: 'once',
    start: { kind: 'hard', grace: seconds(5) },
  } as const
  expect(preemption(breaking, must)).toBe('goes-first')
  expect(preemption(breaking, hard)).toBe('goes-first')
})
