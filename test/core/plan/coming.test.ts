import { expect, test } from 'vitest'
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import type { Manned } from '../../../daemon/core/plan/airing.js'
import { nextCue } from '../../../daemon/core/plan/coming.js'
import type { CueId } from '../../../daemon/core/rundown/rundown.js'
import { before, type Instant, millis, NEVER } from '../../../daemon/core/time.js'
import {
  aCue,
  aProgramme,
  aTakeoverScript,
  at,
  end,
  every,
  following,
  start,
} from '../../builders.js'
import { aManned, aSession, aTakeover, NINE, past } from './builders.js'

const CUES = [
  aCue('welcome', start(0)),
  aCue('behind', following('welcome')),
  aCue('prices', every(300)),
  aCue('goodbye', end(60)),
]

const next = (
  more: Parameters<typeof aManned>[2] = {},
  now = past(10),
  cues: readonly PlannedCue[] = CUES,
  situation: Manned['situation'] = 'on-air',
): [string, Instant] | undefined => {
  const airing = aManned(aSession('live'), situation, { calledUntil: now, ...more })
  const coming = nextCue(airing, aProgramme({ cues }), now)
  return coming && [coming.cue, coming.at]
}

test('what comes next is the first cue with a time that was not called yet', () => {
  expect(next({ calledUntil: before(NINE, millis(1)) }, NINE)).toEqual(['welcome', NINE])
  expect(next()).toEqual(['prices', past(300)])
  expect(next({}, past(300))).toEqual(['prices', past(600)])
  expect(next({}, at('09:58'))).toEqual(['goodbye', at('09:59')])
  expect(next({}, at('09:59'))).toBeUndefined()
})

test('of two that fall due together it is the one that stands first', () => {
  expect(next({}, past(10), [aCue('a', start(60)), aCue('b', start(60))])?.[0]).toBe('a')
})

test('nothing comes in an airing that ends, or is only kept alive, or has nothing left', () => {
  expect(next({}, past(10), CUES, 'closing')).toBeUndefined()
  expect(next({ stop: { at: past(9), hold: false } })).toBeUndefined()
  expect(next({ parked: 'a broken assumption' })).toBeUndefined()
  expect(next({ nextTurnAt: NEVER })).toBeUndefined()
})

test('what an edit had called ahead of its time comes first', () => {
  const ahead = aTakeover('waiting', { cue: 'frozen' as CueId, dueAt: past(15) })
  expect(next({ takeovers: [ahead] })).toEqual(['frozen', past(15)])
  expect(next({ takeovers: [ahead] }, past(15))?.[0]).toBe('prices')
})

test('turns of before a cue was moved are over, and hide no other', () => {
  const renamed = { moved: { edit: 1, from: 1 } }
  const once = [aCue('moved', start(60)), aCue('other', start(60))]
  expect(next({ renamed }, past(10), once)).toEqual(['other', past(60)])
  expect(next({ renamed }, past(10), [aCue('moved', every(60))])).toEqual(['moved', past(120)])
})

test('its text is as this airing would hear it', () => {
  const script = aTakeoverScript({ say: `Welcome to \${place}, and good morning.` })
  const airing = aManned(aSession('live'), 'on-air', { values: { place: 'Rome' } })
  const programme = aProgramme({ cues: [aCue('welcome', start(0), { script })] })
  expect(nextCue(airing, programme, NINE)?.script.say).toBe('Welcome to Rome, and good morning.')
})
