/** The station's folder of rundowns, as `onair run` keeps an eye on it. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isError, type Problem } from '../core/rundown/problem.js'
import type { Log } from '../log.js'
import type { Reading, Shelf } from '../run/rundowns.js'
import { loadRundowns } from './load.js'
import { accountProblems, askedOf, type Station } from './programmes.js'
import { type Patience, readInWorker } from './read-in-worker.js'
import { type CheckedRundown, problemsAmong } from './readings.js'
import { standingEye } from './standing-eye.js'

export const playlists = (
  folder: string,
  station: Station,
  log: Log,
  patience: Partial<Patience> = {},
): Shelf => ({
  read: async (inForce, leave) => {
    const { loaded, problems } = loadRundowns([folder])
    // Files in hand, and a thread to read them, take some milliseconds each: whoever is due comes in between.
    await nextTurn()
    const inHand = (file: string) => inForce(file)?.cues ?? []
    const checked = await readInWorker(loaded, askedOf(station), { leave, ...patience, inHand })
    return reading(checked, problems, station)
  },
  watch: (changed) =>
    standingEye({
      folders: [folder],
      changed,
      tell: (line) => log.warn({}, line.trim()),
    }),
})

/** A rundown goes on air if nothing in it, or in what it includes, is an error. */
export function reading(
  checked: readonly CheckedRundown[],
  unread: readonly Problem[],
  station: Station,
): Reading {
  const own = checked.flatMap(({ identity }) =>
    identity ? accountProblems(identity, station) : [],
  )
  const among = [...unread, ...problemsAmong(checked), ...own].filter(isError)
  const wrong = new Map<string, string[]>()
  const note = (file: string, problem: Problem) => {
    const says = `${problem.file}:${problem.line}:${problem.column} ${problem.says}`
    const known = wrong.get(file) ?? []
    if (!known.includes(says)) wrong.set(file, [...known, says])
  }
  for (const problem of among) note(problem.file, problem)
  for (const { file, problems } of checked)
    for (const problem of problems.filter(isError)) note(file, problem)
  const good = checked.flatMap(({ file, programme }) =>
    programme && !wrong.has(file) ? [{ file, programme }] : [],
  )
  return { good, bad: [...wrong].map(([file, says]) => ({ file, says })) }
}
