/** From a question that comes in to the call that puts its answer into the platform's queue, the vendor's time left out. */

import { seconds } from '../../daemon/core/time.js'
import { ALWAYS, aProgramme, at } from '../builders.js'
import { anEvening, QUESTIONS } from '../run/an-audience.js'
import { type Figure, percentile } from './measure.js'

const ROUNDS = 300
const QUESTION = 'When do you ship?'

/** Another question each time; rows of digits would be stopped. */
const lettered = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')

export async function questionFigure(): Promise<Figure> {
  const shop = aProgramme({
    show: 'shop',
    schedule: [ALWAYS],
    questions: { ...QUESTIONS, cooldown: seconds(0) },
  })
  let sentAt = 0
  using evening = anEvening(shop, at('09:00'), {
    sent: () => {
      sentAt = performance.now()
    },
  })
  await evening.world.clock.pass(seconds(5))
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    sentAt = 0
    const askedAt = performance.now()
    evening.ask(
      `m-${round}`,
      `viewer-${round}`,
      `${QUESTION} ${[1, 7, 13].map((by) => lettered(round * by)).join(' ')}`,
    )
    // The prepared questions are asked in a promise of their own.
    for (let turn = 0; turn < 20 && sentAt === 0; turn++) await new Promise(setImmediate)
    if (sentAt > 0) times.push(sentAt - askedAt)
    await evening.world.clock.pass(seconds(40))
  }
  if (times.length < ROUNDS * 0.9) throw new Error(`only ${times.length} of ${ROUNDS} were sent`)
  const ms = (share: number) => `${percentile(times, share).toFixed(1)} ms`
  return {
    what: `question in → its answer's enqueue call leaves, the vendor's and the sources' own time left out, ${ROUNDS} times`,
    saw: `p50 ${ms(0.5)}, p99 ${ms(0.99)}`,
    aim: 'p99 ≤ 20 ms',
  }
}
