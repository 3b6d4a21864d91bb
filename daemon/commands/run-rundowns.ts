/** The second half of `onair run`: the rundowns are read and checked, a wrong one stays out, and the station runs. */
import type { Config } from '../config.js'
import { isError } from '../core/rundown/problem.js'
import { openLog } from '../log.js'
import type { Books } from '../run/books.js'
import { openProjectionFor, type Projection } from '../run/projection.js'
import { runStation } from '../run/station.js'
import { isCtrlC, type Leaving } from './leaving.js'
import { playlists, reading } from './playlists.js'
import { readProgrammes } from './programmes.js'
import { type Output, problemsAsText } from './show-problems.js'
import { stationOf } from './station-config.js'

interface Wish {
  readonly config: Config
  readonly leaving: Leaving
  readonly output: Output
}

/** Answers what shows the stand-ins, which may still have to finish its recordings. */
export async function runRundowns(
  { config, leaving, output }: Wish,
  books: Books,
): Promise<Projection | undefined> {
  const { leave, atOnce } = leaving
  const log = openLog(config.log, config.timezone)
  const station = stationOf(config)
  const { programmes, problems, texts, ...read } = readProgrammes([config.playlists], station)
  output.trouble(problemsAsText(problems, texts, output.colour))
  const incomplete = problems.some(isError)
  if (incomplete)
    output.trouble(
      'warning: rundowns with errors are left out; their last good version stays in force\n',
    )
  const shelf = playlists(config.playlists, station, log)
  const first = reading(read.checked, read.unread, station)
  using projection = openProjectionFor(config, log, { atOnce, isWaited: () => isCtrlC(leave) })
  const orders = { programmes, incomplete, shelf, reading: first }
  await runStation({ config, ...orders, log, projection, leave }, books)
  return projection
}
