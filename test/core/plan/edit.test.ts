import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Programme } from '../../../daemon/core/compile/programme.js'
import { diff, differing, isEmpty, pairs } from '../../../daemon/core/plan/edit.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import type { CueId } from '../../../daemon/core/rundown/rundown.js'
import { hours } from '../../../daemon/core/time.js'
import {
  aCue,
  aLiveScript,
  anAdlib,
  aProgramme,
  aTakeoverScript,
  following,
  once,
  start,
} from '../../builders.js'
import { aManned, aSession, aTakeover, past } from './builders.js'

const pitch = aCue('pitch', start(60))
const other = { ...pitch, script: aTakeoverScript({ say: 'Something else is said here.' }) }
const was = aProgramme({ cues: [pitch] })

const edit = (is: Partial<Programme>, now = 0, takeovers: readonly Takeover[] = []) =>
  diff(
    aManned(aSession('live'), 'on-air', { takeovers }),
    was,
    aProgramme({ cues: [pitch], version: 'v2', ...is }),
    past(now),
  )
const line = (...asked: Parameters<typeof edit>) => edit(...asked).lines[0]

describe('a rundown against the one that airs', () => {
  test('the same is no change', () => {
    expect(isEmpty(edit({}))).toBe(true)
  })

  test('a cue changed before its time airs as it now is; in its last seconds as it was', () => {
    expect(line({ cues: [other] })).toMatchObject({
      what: 'changed',
      effect: 'later',
      at: past(60),
    })
    expect(line({ cues: [other] }, 55)).toMatchObject({ what: 'changed', effect: 'frozen' })
  })

  test('a cue changed after its time waits for the next airing, unless it still waits itself', () => {
    expect(line({ cues: [other] }, 70)).toMatchObject({ effect: 'next-airing' })
    const waits = line({ cues: [other] }, 70, [aTakeover('waiting')])
    expect(waits).toMatchObject({ effect: 'now', says: 'the one that waits is replaced' })
    const sent = line({ cues: [other] }, 70, [aTakeover('queued')])
    expect(sent?.says).toContain('the one at the platform stays as it is')
  })

  test('added, moved and taken out', () => {
    const added = aCue('added', start(90))
    expect(line({ cues: [pitch, added] })).toMatchObject({
      what: 'added',
      name: 'added',
      at: past(90),
    })
    expect(line({ cues: [{ ...pitch, when: start(90) }] })).toMatchObject({
      what: 'moved',
      effect: 'later',
      at: past(90),
    })
    expect(line({ cues: [] }, 70, [aTakeover('queued')])).toMatchObject({
      what: 'removed',
      says: 'not due any more; the one at the platform is taken back',
    })
    const behind = aCue('behind', following('pitch'))
    expect(line({ cues: [pitch, behind] })).toMatchObject({
      effect: 'now',
      says: 'when pitch is on air',
    })
  })

  test('an ad-lib, variables and questions count from now on', () => {
    const { lines } = edit({ adlibs: [anAdlib('sold-out')], variables: { host: 'Li' } })
    expect(lines.map(({ kind, what, effect }) => [kind, what, effect])).toEqual([
      ['ad-lib', 'added', 'now'],
      ['variables', 'changed', 'now'],
    ])
  })

  test('what a session was opened with waits for the next airing', () => {
    const liveScript = aLiveScript({ say: 'Another loop is on the screen here.' })
    const schedule = [once('2026-11-23T09:00:00', hours(2))]
    expect(edit({ liveScript, schedule, timezone: 'Asia/Shanghai' }).waits).toEqual([
      'timezone',
      'script',
      'schedule',
    ])
  })

  test('an ad-lib of the same name is not the cue', () => {
    const adlib = aTakeover('waiting', { source: 'adlib', cue: 'pitch' as CueId })
    expect(line({ cues: [other] }, 70, [adlib])).toMatchObject({ effect: 'next-airing' })
  })
})

test('whatever is moved, changed, added and taken out: what is left out is the very same in both', () => {
  const all = Array.from({ length: 8 }, (_, n) => aCue(`c${n}`, start(n)))
  const anew = all.map((cue) => ({ ...cue }))
  const list = fc.shuffledSubarray(all.map((_, n) => n))
  const changed = fc.subarray(all.map((_, n) => n))
  fc.assert(
    fc.property(list, list, changed, (before, there, copies) => {
      const cuesOf = (places: readonly number[], copied: readonly number[]) =>
        places.flatMap((n) => (copied.includes(n) ? anew[n] : all[n]) ?? [])
      const [one, next] = [cuesOf(before, []), cuesOf(there, copies)]
      const wanted = [...pairs(one, next)].filter(([, old, cue]) => old !== cue)
      expect([...differing(one, next)]).toEqual(wanted)
    }),
  )
})
