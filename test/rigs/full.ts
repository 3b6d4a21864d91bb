/**
 * The disk fills up in mid-show and is freed a minute later. The daemon lives, the heart beats on from memory, nothing
 * new is sent without its intent on the disk, what is over is closed all the same, and everything ends in order.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { atTheEnd } from './children.js'
import { judge, sessionsOf } from './judge.js'
import { MOUNT } from './packages.js'
import { pause, pauseUntil, type Rig, type Verdict } from './rig.js'
import { ahead, aShow } from './show.js'
import { openStation, over, type Station } from './station.js'

const SIZE = '8m'
const FULL_S = 60
const FULL_S_QUICK = 30
const FULL_FROM_S = 15
/** For all that waited: what has no time left is dropped by its rank, and a `must` has none of its own. */
const REST_S = 50
/** Whatever small room opens while it is full is taken again. */
const REFILL_MS = 500

export const full: Rig = {
  name: 'full',
  says: 'the data folder is full for a minute in mid-show (a tmpfs of 8 MB)',
  minutes: 2.4,
  quickMinutes: 1.9,
  needs: [MOUNT],
  run: async ({ quick, say }) => {
    const fullFor = quick ? FULL_S_QUICK : FULL_S
    const start = ahead(12)
    const cuesUntil = FULL_FROM_S + fullFor + 3
    const seconds = cuesUntil + REST_S
    const shows = [
      aShow({ id: 'long', startsAt: start, seconds, every: 4, until: cuesUntil, must: 3 }),
      // Ends while nothing can be written.
      aShow({ id: 'short', startsAt: start, seconds: 30, every: 4, until: 12, must: 0 }),
    ]
    await using station = await openStation({ shows })
    mount(station.data)
    const daemon = station.start()
    await pauseUntil(start + FULL_FROM_S * 1_000)
    const before = await station.record()
    say(`full for ${fullFor} s`)
    await fillFor(join(station.data, 'filler'), fullFor)
    const lived = !daemon.hasEnded()
    const { record, summary } = await station.record()
    const closed = shows
      .filter(({ endsAt }) => endsAt < Date.now())
      .flatMap((show) => sessionsOf(summary, show).map((own) => ({ ...own, due: show.endsAt })))
    const sent = record
      .slice(before.record.length)
      .filter((entry) => entry.type === 'takeover-received').length
    say('freed')
    await over(station)
    const verdict = await judged(station)
    return {
      figures: [
        `while it was full: ${sent} takeovers sent; closed ${closed.map(({ endedAt, due }) => (endedAt === undefined ? 'never' : `${endedAt - due} ms after its end`)).join(', ')}`,
        ...verdict.figures,
      ],
      findings: [
        ...(lived ? [] : [`the daemon died: ${daemon.said().slice(-300)}`]),
        ...(closed.some(({ endedAt }) => endedAt !== undefined)
          ? []
          : ['the show that ended meanwhile was not closed while the disk was full']),
        ...(lived && daemon.hasEnded() ? ['the daemon ended later on'] : []),
        ...verdict.findings,
      ],
    }
  },
}

function mount(folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  const options = `size=${SIZE},mode=0700`
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'onair-rig', folder])
  if (done.status !== 0) throw new Error(`no tmpfs could be mounted: ${String(done.stderr)}`)
  atTheEnd(() => spawnSync('umount', ['-l', folder]))
}

async function fillFor(file: string, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1_000
  const handle = openSync(file, 'w')
  try {
    while (performance.now() < until) {
      fill(handle)
      await pause(REFILL_MS)
    }
  } finally {
    closeSync(handle)
    rmSync(file)
  }
}

/** To the last byte. */
function fill(handle: number): void {
  for (const size of [1_048_576, 4_096, 1]) {
    try {
      for (;;) if (writeSync(handle, Buffer.alloc(size)) === 0) break
    } catch {
      // Full, to within this size.
    }
  }
}

async function judged(station: Station): Promise<Verdict> {
  const verdict = judge(await station.evidence())
  spawnSync('umount', ['-l', station.data])
  return verdict
}
