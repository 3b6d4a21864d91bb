/** A slow disk: every fsync takes 200 ms longer. Heartbeats never wait for the log. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge } from './judge.js'
import { STRACE } from './packages.js'
import type { Rig } from './rig.js'
import { ahead, aShow } from './show.js'
import { openStation, over } from './station.js'

const SECONDS = 70
const SECONDS_QUICK = 40
const DELAY_US = 200_000
const GAP_MAX_MS = 20_000

export const slow: Rig = {
  name: 'slow',
  says: 'every fsync takes 200 ms longer; heartbeats do not wait for it',
  minutes: 1.6,
  quickMinutes: 1.1,
  needs: [STRACE],
  run: async ({ quick }) => {
    const seconds = quick ? SECONDS_QUICK : SECONDS
    const start = ahead(14)
    const shows = ['one', 'two', 'three'].map((id) =>
      aShow({ id, startsAt: start, seconds, every: 4, until: seconds - 10, must: 2 }),
    )
    await using station = await openStation({ shows })
    const trace = join(station.folder, 'fsyncs')
    const inject = `inject=fsync,fdatasync:delay_enter=${DELAY_US}`
    station.start({
      through: [
        ...['strace', '-f', '-qq', '-T', '-o', trace],
        ...['-e', 'trace=fsync,fdatasync', '-e', inject],
      ],
    })
    await over(station)
    const evidence = await station.evidence()
    const late = evidence.asRun
      .flatMap(({ type, start_variance_ms }) =>
        type === 'takeover' && typeof start_variance_ms === 'number' ? [start_variance_ms] : [],
      )
      .sort((one, other) => one - other)
    const verdict = judge(evidence, { gapMax: GAP_MAX_MS })
    const slowed = readFileSync(trace, 'utf8').match(/\(DELAYED\)/g)?.length ?? 0
    return {
      ...verdict,
      figures: [
        ...verdict.figures,
        `fsyncs slowed: ${slowed}`,
        `cues late: median ${late[Math.floor(late.length / 2)]} ms, latest ${late.at(-1)} ms`,
      ],
      findings: [
        ...(slowed === 0 ? ['strace slowed nothing: the rig did not attack'] : []),
        ...verdict.findings,
      ],
    }
  },
}
