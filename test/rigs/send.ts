/**
 * Crash at the N-th send: a proxy kills the daemon when its N-th changing request (create, start, enqueue, close) has
 * come, before it goes on to the vendor, or after it took effect there and before the daemon knows. Then it is started
 * again.
 */
import type { Child } from './children.js'
import { alike, shortShow, summed } from './fsync.js'
import { judge } from './judge.js'
import { type Fate, GUARDED, openProxy, type Passing } from './proxy.js'
import { type Ask, about, inTurn, type Rig, together, type Verdict } from './rig.js'
import { openStation, over } from './station.js'

type When = 'before its effect' | 'after its effect'

interface Point {
  readonly at: number
  readonly when: When
}

/** create, start, five enqueues, close. */
const SENDS = [1, 2, 3, 4, 5, 6, 7, 8]
const SENDS_QUICK = [2, 3, 4]
const PACE = { atOnce: 16, everyMs: 2_500 }

export const send: Rig = {
  name: 'send',
  says: 'crash at the N-th changing request, before and after its effect',
  minutes: 2.8,
  quickMinutes: 1.7,
  needs: [],
  run: async (ask) => {
    const numbers = ask.quick ? SENDS_QUICK : SENDS
    const points = numbers.flatMap((at): readonly Point[] => [
      { at, when: 'before its effect' },
      { at, when: 'after its effect' },
    ])
    const shows = await inTurn(points, PACE, (point) => crashAt(point, ask))
    const killed = shows.filter(({ killedAt }) => killedAt !== undefined)
    return {
      figures: [
        `killed at ${killed.length} of ${points.length} sends: ${killed.map(({ killedAt }) => killedAt).join(', ')}`,
        ...summed(shows.map(({ verdict }) => verdict)),
      ],
      findings: alike(together(shows.map(({ verdict }) => verdict)).findings),
    }
  },
}

async function crashAt(
  { at, when }: Point,
  { quick, say }: Ask,
): Promise<{ readonly killedAt: string | undefined; readonly verdict: Verdict }> {
  let daemon: Child | undefined
  let killedAt: string | undefined
  let guarded = 0
  let target = 0
  const strike = ({ kind }: Passing) => {
    killedAt = kind
    daemon?.kill('SIGKILL')
  }
  await using proxy = await openProxy({
    fate: ({ n, kind }): Fate => {
      if (GUARDED.has(kind)) guarded += 1
      if (guarded !== at || target !== 0) return 'pass'
      target = n
      return when === 'before its effect' ? 'drop-request' : 'drop-answer'
    },
    before: (passing) => {
      if (when === 'before its effect' && passing.n === target) strike(passing)
    },
    after: (passing) => {
      if (when === 'after its effect' && passing.n === target) strike(passing)
    },
  })
  await using station = await openStation({
    ...shortShow({ quick, unhurried: at === 1 }),
    between: async (vendor) => proxy.towards(vendor),
  })
  daemon = station.start()
  const end = over(station)
  await Promise.race([daemon.ended, end])
  if (killedAt !== undefined) await station.up()
  await end
  if (killedAt !== undefined) say(`send ${at} (${killedAt}) ${when}: done`)
  const verdict = judge(await station.evidence())
  return { killedAt, verdict: about(`send ${at} (${killedAt}) ${when}`, verdict) }
}
