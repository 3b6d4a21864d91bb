/**
 * `kill -9` at random instants of a busy day, the daemon started again at once each time, also while it is starting.
 * Every answer of the vendor takes a while, so that many kills fall between a request and its answer.
 */
import { judge } from './judge.js'
import {
  type Ask,
  about,
  dice,
  inTurn,
  pause,
  pauseUntil,
  type Rig,
  together,
  type Verdict,
} from './rig.js'
import { ahead, aShow, type PlannedShow } from './show.js'
import { openStation, over, type Station } from './station.js'

const KILLS = 200
const KILLS_QUICK = 20
/** Each life is short; one in five is long enough for waits of seconds. */
const SHORT_MS = 4_000
const LONG_MS = 10_000
const LONG_SHARE = 0.2
const MEAN_LIFE_S = 2.6
/** After the last kill: what is in doubt is settled within 40 s, and then the rest is aired. */
const QUIET_S = 90
const QUIET_S_QUICK = 65
/**
 * An opening that nobody answered is given up after 60 s, and half a minute of rest is not worth another session to the
 * daemon: these last longer than both.
 */
const SHORT_S = 105
const SHORT_EVERY_S = 30
/** The long one, four short ones that overlap, and room for one that is being given up. */
const SESSIONS = 6
const FAULTS = 'latency=150ms'

export const kill: Rig = {
  name: 'kill',
  says: 'kill -9 at random instants of a busy day (--kills N, --seed S)',
  minutes: 4.2,
  quickMinutes: 2.2,
  needs: [],
  run: async (ask) => {
    const kills = ask.kills ?? (ask.quick ? KILLS_QUICK : KILLS)
    const stations = kills < 40 ? 2 : 4
    const share = Math.ceil(kills / stations)
    const numbers = Array.from({ length: stations }, (_, n) => n)
    const days = await inTurn(numbers, { atOnce: stations, everyMs: 700 }, (n) =>
      day(n, share, ask),
    )
    const all = together(days)
    return { ...all, figures: [`${share * stations} kills, seed ${ask.seed}`, ...all.figures] }
  },
}

async function day(n: number, kills: number, { quick, seed, say }: Ask): Promise<Verdict> {
  const roll = dice(seed * 1_000 + n)
  await using station = await openStation({
    shows: busy(kills, quick),
    faults: FAULTS,
    lead: '10s',
    sessions: SESSIONS,
  })
  let daemon = station.start()
  // From the first second on air; the short shows are opened in the hail as well.
  await pauseUntil((station.shows[0]?.startsAt ?? 0) + 1_000)
  for (let done = 0; done < kills; done++) {
    const long = roll() < LONG_SHARE
    await pause(roll() * (long ? LONG_MS : SHORT_MS))
    daemon.kill('SIGKILL')
    await daemon.ended
    daemon = station.start()
    if ((done + 1) % 25 === 0) say(`station ${n}: ${done + 1} kills`)
  }
  await over(station)
  return about(`station ${n}`, await verdict(station))
}

/** One show all day, and short ones that open and close in the hail. */
function busy(kills: number, quick: boolean): readonly PlannedShow[] {
  const start = ahead(12)
  const hail = Math.round(kills * MEAN_LIFE_S)
  const long = aShow({
    id: 'day',
    startsAt: start,
    seconds: hail + (quick ? QUIET_S_QUICK : QUIET_S),
    every: 4,
    until: hail,
    must: 3,
  })
  const shorts = Array.from({ length: Math.max(1, Math.floor(hail / SHORT_EVERY_S)) }, (_, n) =>
    aShow({
      id: `short-${n}`,
      startsAt: start + (12 + SHORT_EVERY_S * n) * 1_000,
      seconds: SHORT_S,
      every: 3,
      until: 42,
      must: 0,
    }),
  )
  return [long, ...shorts]
}

async function verdict(station: Station): Promise<Verdict> {
  const evidence = await station.evidence()
  const { figures, findings } = judge(evidence)
  const hit = evidence.intents.filter(({ says }) => says.includes('restarted'))
  const types = [...new Set(hit.map(({ type }) => type))].map(
    (type) => `${hit.filter((one) => one.type === type).length} ${type}`,
  )
  return {
    figures: [...figures, `killed between a call and its answer: ${types.join(', ') || 'never'}`],
    findings,
  }
}
