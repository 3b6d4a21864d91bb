/**
 * A rundown of 5,000 cues is saved while its show is on air, again and again, each time with another cue changed: read in a
 * thread, compared, written down and in force, with a real folder and a real journal.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { playlists } from '../../daemon/commands/playlists.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { openLog } from '../../daemon/log.js'
import { keepAhead } from '../../daemon/run/keep-ahead.js'
import { keepUp } from '../../daemon/run/rundowns.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { at } from '../builders.js'
import { aJournal } from '../journal/a-journal.js'
import { aLoop } from '../journal/a-loop.js'
import { type Wait, waits } from './measure.js'
import { longRundown } from './rundown.js'

/** Long enough that one has no part in the next. */
const BETWEEN_MS = 500

export async function reloadedOnAir(reloads: number, entry: URL): Promise<readonly Wait[]> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'))
  using kept = aJournal()
  try {
    const text = longRundown(5_000)
    const save = (edit: number) =>
      writeFileSync(
        join(folder, 'long.yaml'),
        text.replace(`item number ${edit},`, 'something else,'),
      )
    save(-1)
    const log = openLog({ level: 'silent', format: 'json' }, 'UTC')
    const station = { accounts: ['demo' as AccountId], timezone: 'UTC' }
    const shelf = playlists(folder, station, log, { entry })
    const first = await shelf.read(() => undefined, new AbortController().signal)
    const clock = virtualClock(at('08:55'))
    const loop = aLoop(
      kept,
      clock,
      first.good.map(({ programme }) => programme),
    )
    await clock.passUntil(at('09:00:30'))
    const ahead = keepAhead(kept.journal, { write: (what) => what(), trouble: () => undefined })
    const options = { shelf, loop, now: clock.now, log, first, watches: false, ahead }
    await using rundowns = await keepUp(options)
    let lines = 0
    const seen = await waits(async () => {
      for (let reload = 0; reload < reloads; reload++) {
        save(1_000 + reload)
        // A producer's editor writes it, not this loop.
        await pause(BETWEEN_MS)
        const { shows } = await rundowns.apply()
        lines += shows.flatMap(({ edits }) => edits.flatMap(({ edit }) => edit.lines)).length
        await pause(BETWEEN_MS)
      }
    })
    if (lines < reloads) throw new Error(`only ${lines} changes came into force`)
    return seen
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
