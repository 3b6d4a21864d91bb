/**
 * The wall clock jumps while shows are on air, and is put right a minute later. Only the daemon's clock is false: the
 * stand-in is a process of its own, and its record tells the true time. Timers stay true, as they do on a real machine.
 *
 * The plan goes by the wall clock, so one that is an hour fast is believed about what is over. What is judged then: the
 * heart beats, nothing airs twice or stays open, and nothing is started while the platform's clock says otherwise.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CLOCK_DOUBTED } from '../../daemon/core/plan/announce.js'
import { launch, output } from './children.js'
import { EARLY_MAX_MS, type Evidence, judge, judgeOnAir, sessionsOf } from './judge.js'
import { FAKETIME, faketimeLibrary } from './packages.js'
import { type Ask, about, inTurn, pauseUntil, type Rig, together, type Verdict } from './rig.js'
import { ahead, aShow } from './show.js'
import { openStation, over } from './station.js'

interface Jump {
  readonly name: string
  /** Seconds. */
  readonly by: number
  /** What must be on air as if nothing had happened. */
  readonly untouched: readonly string[]
}
const JUMPS: readonly Jump[] = [
  { name: '+1 h', by: 3_600, untouched: [] },
  // An hour early nothing is over, and when the clock is right again `later` has not begun.
  { name: '-1 h', by: -3_600, untouched: ['on-air', 'later'] },
  // `next` would begin too early: it is held back. The others are not touched by so little.
  { name: '+10 s', by: 10, untouched: ['on-air', 'later'] },
  // No clock is doubted for so little.
  { name: '+3 s', by: 3, untouched: ['on-air', 'next', 'later'] },
]
/** reliability: the platform's clock and ours, further apart, are a reason to start nothing. */
const DOUBTED_S = 5
/** Two answers must disagree before it is told; a quiet session is looked at every 15 s. */
const TOLD_WITHIN_MS = 17_000

/** Seconds after the start of the first show. */
interface Times {
  readonly jump: number
  readonly next: number
  readonly back: number
  readonly later: number
  readonly end: number
}
const TIMES: Times = { jump: 20, next: 45, back: 90, later: 105, end: 125 }
const TIMES_QUICK: Times = { jump: 8, next: 25, back: 45, later: 55, end: 65 }
const SHORT_S = 40
const TOLERANCE_MS = 2_000

export const clock: Rig = {
  name: 'clock',
  says: 'the daemon’s wall clock jumps by +1 h, -1 h, +10 s, +3 s and back, while on air',
  minutes: 2.9,
  quickMinutes: 2,
  needs: [FAKETIME],
  run: async (ask) =>
    together(
      await inTurn(JUMPS, { atOnce: JUMPS.length, everyMs: 1_500 }, (jump) => jumped(jump, ask)),
    ),
}

async function jumped(jump: Jump, ask: Ask): Promise<Verdict> {
  const offset = `${jump.by > 0 ? '+' : ''}${jump.by}`
  const times = ask.quick ? TIMES_QUICK : TIMES
  const start = ahead(12)
  const short = { seconds: SHORT_S, every: 5, until: SHORT_S - 10, must: 2 }
  const shows = [
    aShow({
      id: 'on-air',
      startsAt: start,
      seconds: times.end,
      every: 5,
      until: times.end - 15,
      must: 3,
    }),
    aShow({ id: 'next', startsAt: start + times.next * 1_000, ...short }),
    aShow({ id: 'later', startsAt: start + times.later * 1_000, ...short }),
  ]
  await using station = await openStation({ shows })
  const file = join(station.folder, 'clock')
  setClock(file, '+0')
  const daemon = station.start({ env: falseClock(file) })
  await pauseUntil(start + times.jump * 1_000)
  setClock(file, offset)
  const attacked = await isFalse(file, offset)
  await pauseUntil(start + times.back * 1_000)
  setClock(file, '+0')
  await over(station)
  const evidence = await station.evidence()
  const from = start + times.jump * 1_000 + TOLD_WITHIN_MS
  const verdict = judgeJump(jump, evidence, { from, until: start + times.back * 1_000 })
  const isTold = daemon.said().includes(CLOCK_DOUBTED)
  return about(`clock ${jump.name}`, {
    figures: [
      ...verdict.figures,
      `by true time, off its start and off its end: ${spans(evidence)}`,
      ...(daemon.hasEnded() ? ['the daemon ended'] : []),
    ],
    findings: [
      ...(attacked ? [] : ['the false time is not seen: the rig did not attack']),
      ...(isTold === Math.abs(jump.by) > DOUBTED_S
        ? []
        : [`that the clock is doubted was ${isTold ? '' : 'not '}told`]),
      ...verdict.findings,
    ],
  })
}

interface Span {
  readonly from: number
  readonly until: number
}

function judgeJump({ by, untouched }: Jump, evidence: Evidence, doubted: Span): Verdict {
  const earlyMax = EARLY_MAX_MS + Math.max(0, by) * 1_000
  if (Math.abs(by) <= DOUBTED_S) return judge(evidence, { earlyMax })
  const started = evidence.summary.sessions.filter(
    ({ liveAt = 0 }) => liveAt > doubted.from && liveAt < doubted.until,
  )
  const wanted = evidence.shows.filter(({ id }) => untouched.includes(id))
  const verdict = judge(evidence, { onTime: false })
  return {
    figures: verdict.figures,
    findings: [
      ...started.map(({ marker }) => `${marker} was started by a clock that is doubted`),
      ...verdict.findings,
      ...wanted.flatMap((show) => judgeOnAir(evidence, show)),
    ],
  }
}

const spans = ({ shows, summary }: Evidence): string =>
  shows
    .map((show) => {
      const own = sessionsOf(summary, show).map(
        ({ liveAt, endedAt }) => `${off(liveAt, show.startsAt)} to ${off(endedAt, show.endsAt)}`,
      )
      return `${show.id} ${own.join(' and ') || 'never on air'}`
    })
    .join('; ')

/** What a process of the same making takes the time to be: a rig that does not attack proves nothing. */
async function isFalse(file: string, offset: string): Promise<boolean> {
  const { said } = await output(
    launch(process.execPath, ['-p', 'Date.now()'], { env: falseClock(file) }),
  )
  return Math.abs(Number(said) - Date.now() - Number(offset) * 1_000) < TOLERANCE_MS
}

const off = (at: number | undefined, planned: number) =>
  at === undefined ? 'never' : `${at >= planned ? '+' : ''}${((at - planned) / 1_000).toFixed(1)} s`

/** In one step: a file half written would be a clock of its own. */
function setClock(file: string, offset: string): void {
  writeFileSync(`${file}.new`, `${offset}\n`)
  renameSync(`${file}.new`, file)
}

const falseClock = (file: string) => ({
  LD_PRELOAD: faketimeLibrary() ?? '',
  FAKETIME_TIMESTAMP_FILE: file,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  FAKETIME_CACHE_DURATION: '1',
  NO_FAKE_STAT: '1',
})
