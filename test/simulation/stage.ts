/** What the stories of the simulation share: one world at a time, a show of ten minutes, and what to look for. */
import { afterEach, expect } from 'vitest'
import { type Duration, minutes } from '../../daemon/core/time.js'
import type { SessionSummary } from '../../daemon/stand-in/softsugar/summary.js'
import { aCue, aProgramme, end, following, once, start } from '../builders.js'
import { aWorld, type World, type WorldOptions } from './world.js'

let world: World | undefined

/** Ends with the test. */
export const open = (options: WorldOptions): World => {
  world = aWorld(options)
  return world
}

afterEach(() => {
  world?.close()
  world = undefined
})

export const tenMinutes = aProgramme({
  schedule: [once('2026-11-23T09:00:00', minutes(10))],
  cues: [aCue('welcome', start()), aCue('prices', following('welcome')), aCue('goodbye', end(60))],
})

export const onlySession = ({ model, clock }: World): SessionSummary => {
  const { sessions } = model.summary(clock.now())
  expect(sessions).toHaveLength(1)
  const [session] = sessions
  if (!session) throw new Error('no session')
  return session
}

/** Not before `from`, and not more than `most` after it. */
export const within = (instant: number | undefined, from: number, most: Duration): boolean =>
  instant !== undefined && instant >= from && instant <= from + most

export const overlaps = (sessions: readonly SessionSummary[]) =>
  sessions.some((one, index) => {
    const next = sessions[index + 1]
    return next !== undefined && (one.endedAt ?? Infinity) > next.createdAt
  })
