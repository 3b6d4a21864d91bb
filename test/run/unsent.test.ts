import { expect, test } from 'vitest'
import type { Guarded } from '../../daemon/core/plan/actions.js'
import { neverSent } from '../../daemon/run/unsent.js'
import { MARKET, S1 } from '../core/plan/builders.js'
import { anEnqueue } from '../journal/a-journal.js'

const wish = { account: 'demo', airing: MARKET, because: 'it is due', session: S1 }
const enqueue = anEnqueue()
const ANSWERS: readonly (readonly [Guarded['type'], string])[] = [
  ['open', 'opened'],
  ['go-live', 'went-live'],
  ['close', 'close-answered'],
  ['enqueue', 'enqueued'],
  ['cut-in', 'enqueued'],
  ['cancel', 'cancel-answered'],
  ['move', 'move-answered'],
]

test.each(ANSWERS)(
  '%s that never left is answered as %s, and its intent is settled',
  (type, answer) => {
    const call = { ...enqueue, ...wish, key: `${type}:1`, type } as never
    const outcome = { is: 'not-applied', why: 'never-sent', says: 'the disk was full' }
    expect(neverSent(call, 'the disk was full')).toMatchObject({
      event: { type: answer, airing: MARKET, outcome },
      receipt: { intent: { key: `${type}:1`, outcome } },
    })
  },
)
