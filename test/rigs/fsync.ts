/**
 * Crash at the N-th fsync, for N = 1, 2, 3 …: strace kills the daemon when it asks for it, so each N is one exact point
 * of its work. It is started again without strace, and the show must come out whole.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge } from './judge.js'
import { STRACE } from './packages.js'
import { type Ask, about, inTurn, type Rig, together, type Verdict } from './rig.js'
import { ahead, aShow } from './show.js'
import { openStation, over } from './station.js'

const POINTS = 40
const POINTS_QUICK = [12, 16, 20, 24, 28, 32]
/** Up to this one it has not come so far as to open its session. */
const OPENING = 20
/** Two small processes each; strace costs while the daemon starts. */
const PACE = { atOnce: 24, everyMs: 3_000 }
/** Cues in the first seconds, then time enough for a doubt to be settled (40 s) and a `must` to be sent again. */
const SECONDS = 80
const CUES_UNTIL = 14
const SECONDS_QUICK = 62
const CUES_UNTIL_QUICK = 8

export const fsync: Rig = {
  name: 'fsync',
  says: 'crash at the N-th fsync of a short show, for each N (--points K)',
  minutes: 4.2,
  quickMinutes: 1.7,
  needs: [STRACE],
  run: async (ask) => {
    const count = ask.points ?? POINTS
    const all = Array.from({ length: count }, (_, n) => n + 1)
    const points = ask.quick ? POINTS_QUICK : all
    const undisturbed = countedShow(ask.quick)
    const shows = await inTurn(points, PACE, (at) => crashAt(at, ask))
    const total = await undisturbed
    const reached = shows.filter(({ crashed }) => crashed).length
    const findings = [...alike(together(shows.map(({ verdict }) => verdict)).findings)]
    if (reached === 0) findings.push('strace killed nobody: the rig did not attack')
    const figures = [
      `an undisturbed show: ${total} fsyncs; killed at ${reached} of the points ${points[0]} to ${points.at(-1)}`,
      ...summed(shows.map(({ verdict }) => verdict)),
    ]
    return { figures, findings }
  },
}

/** Not with --seccomp-bpf: strace then counts the calls and injects nothing. */
const tracing = (...words: readonly string[]) => ['strace', '-f', '-qq', ...words]
const FSYNCS = 'trace=fsync,fdatasync'

/** What there is to crash at. */
async function countedShow(quick: boolean): Promise<number> {
  await using station = await openStation(shortShow({ quick, unhurried: false }))
  const file = join(station.folder, 'fsyncs')
  station.start({ through: tracing('-o', file, '-e', FSYNCS) })
  await over(station)
  return readFileSync(file, 'utf8').match(/sync\(\d+\) += /g)?.length ?? 0
}

async function crashAt(at: number, { quick, say }: Ask) {
  await using station = await openStation(shortShow({ quick, unhurried: at <= OPENING }))
  const inject = `inject=fsync,fdatasync:signal=SIGKILL:when=${at}`
  const first = station.start({
    through: tracing('-o', '/dev/null', '-e', FSYNCS, '-e', inject),
  })
  const end = over(station)
  const crashed = await Promise.race([first.ended.then(() => true), end.then(() => false)])
  if (crashed) await station.up()
  await end
  if (at % 10 === 0) say(`crash points to ${at} under way`)
  return { crashed, verdict: about(`fsync ${at}`, judge(await station.evidence())) }
}

/**
 * Also for other rigs that crash once and then wait for what becomes of it. `unhurried`: it opens early enough for an
 * opening that nobody answered to be given up (60 s) and made again before the start.
 */
export const shortShow = ({ quick, unhurried }: { quick: boolean; unhurried: boolean }) => ({
  lead: unhurried ? '75s' : '6s',
  shows: [
    aShow({
      id: 'show',
      startsAt: ahead(unhurried ? 80 : 10),
      seconds: quick ? SECONDS_QUICK : SECONDS,
      every: 3,
      until: quick ? CUES_UNTIL_QUICK : CUES_UNTIL,
      must: 2,
    }),
  ],
})

/** What many crash points have in common is said once: `unresolved` calls. */
export function alike(findings: readonly string[]): readonly string[] {
  const common = findings.filter((line) => line.includes('stay unresolved'))
  const [first] = common
  if (!first) return findings
  const others = findings.filter((line) => !common.includes(line))
  return [...others, `${common.length} times, such as ${first}`]
}

/** Forty shows in three lines. */
export function summed(verdicts: readonly Verdict[]): readonly string[] {
  const figures = together(verdicts).figures
  const sum = (pattern: RegExp, group: number) =>
    figures.reduce((all, line) => all + Number(pattern.exec(line)?.[group] ?? 0), 0)
  const most = (pattern: RegExp) =>
    Math.max(0, ...figures.map((line) => Number(pattern.exec(line)?.[1] ?? 0)))
  const once = /once: (\d+) of (\d+) aired, (\d+) doubled/
  const must = /must: (\d+) of (\d+) aired, (\d+) of them/
  return [
    `once: ${sum(once, 1)} of ${sum(once, 2)} aired, ${sum(once, 3)} doubled`,
    `must: ${sum(must, 1)} of ${sum(must, 2)} aired, ${sum(must, 3)} of them more than once`,
    `sessions: ${sum(/sessions: (\d+) for (\d+)/, 1)} for ${sum(/sessions: (\d+) for (\d+)/, 2)} shows, ${sum(/(\d+) left open/, 1)} left open`,
    `largest heartbeat gap ${most(/largest heartbeat gap (\d+)/)} ms; latest start ${most(/starts (\d+)/)} ms late`,
    `calls in doubt at the end: ${sum(/(\d+) ambiguous/, 1) + sum(/(\d+) intended/, 1)}`,
  ]
}
