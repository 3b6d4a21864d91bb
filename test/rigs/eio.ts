/**
 * The disk fails: the N-th fsync answers EIO. After that nobody knows what is on the disk, so the daemon ends by itself,
 * with 3; whoever supervises it starts it again, and the show goes on.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './children.js'
import { shortShow } from './fsync.js'
import { judge } from './judge.js'
import { STRACE } from './packages.js'
import { type Ask, about, inTurn, type Rig, together, type Verdict } from './rig.js'
import { openStation, over } from './station.js'

/** Fsyncs while it starts, goes live, airs. */
const POINTS = [3, 12, 16, 20, 24]
const POINTS_QUICK = [12, 20]
const PACE = { atOnce: 6, everyMs: 2_000 }
/** An end in order does not take longer. */
const EXIT_WITHIN_MS = 70_000
/** docs/operations.md: the disk does not keep what it is given. */
const DISK_LOST = 3

export const eio: Rig = {
  name: 'eio',
  says: 'the N-th fsync fails with EIO: the daemon ends by itself, and goes on when started again',
  minutes: 1.8,
  quickMinutes: 1.6,
  needs: [STRACE],
  run: async (ask) => {
    const points = ask.quick ? POINTS_QUICK : POINTS
    return together(await inTurn(points, PACE, (at) => failAt(at, ask)))
  },
}

async function failAt(at: number, { quick, say }: Ask): Promise<Verdict> {
  await using station = await openStation(shortShow({ quick, unhurried: false }))
  const first = station.start({
    through: [
      ...['strace', '-f', '-qq', '-o', join(station.folder, 'fsyncs')],
      ...['-e', 'trace=fsync,fdatasync', '-e', `inject=fsync,fdatasync:error=EIO:when=${at}`],
    ],
  })
  const end = over(station)
  const ended = await until(() => first.hasEnded(), EXIT_WITHIN_MS)
  say(`fsync ${at}: the daemon ${ended ? 'ended by itself' : 'went on'}`)
  const findings = ended ? [...controlled(await first.ended)] : ['the daemon went on after EIO']
  if (ended) await station.up()
  await end
  const verdict = judge(await station.evidence())
  if (!/EIO.*INJECTED/.test(readFileSync(join(station.folder, 'fsyncs'), 'utf8'))) {
    findings.push('strace failed nothing: the rig did not attack')
  }
  const how = ended ? `ended by itself: ${lastWord(first.said())}` : 'went on'
  return about(`EIO at fsync ${at}`, {
    figures: [how, ...verdict.figures],
    findings: [...findings, ...verdict.findings],
  })
}

const lastWord = (said: string) => said.trim().split('\n').at(-1)

function controlled(ended: { readonly code: number | null; readonly signal: string | null }) {
  if (ended.code === null) return [`it died of ${ended.signal}`]
  return ended.code === DISK_LOST ? [] : [`it ended with ${ended.code}, not with ${DISK_LOST}`]
}
