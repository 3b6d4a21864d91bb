import { describe, expect, test } from 'vitest'
import type { PlannedCue, Programme, Reserve } from '../../../daemon/core/compile/programme.js'
import {
  type Finding,
  fit,
  lookedAtAgain,
  type Preflight,
  preflightOf,
} from '../../../daemon/core/plan/preflight.js'
import { before, hours, type Instant, minutes } from '../../../daemon/core/time.js'
import { aCue, anAdlib, aProgramme, aTakeoverScript, at } from '../../builders.js'
import {
  alerts,
  aStation,
  commanded,
  MARKET,
  NINE,
  onAir,
  only,
  past,
  rows,
  types,
} from './builders.js'

const SOUND = 'm/sponsor.wav'
const sound = { ...aTakeoverScript({ audio: SOUND }), say: undefined }
const words = aTakeoverScript({ say: 'We will be back in a moment.' })
const when = { kind: 'at', at: { from: 'start', plus: minutes(5) } } as const
const sponsor = (more: Partial<PlannedCue> = {}) =>
  aCue('sponsor', when, { script: sound, ...more })
const showing = (...cues: readonly PlannedCue[]): Programme => aProgramme({ cues })
const missing: Finding = { path: SOUND, is: 'missing', says: 'it is not there' }
const invalid: Finding = { path: SOUND, is: 'invalid', says: 'it is damaged' }
const unsure: Finding = { path: SOUND, is: 'unsure', says: 'it cannot be reached from here' }
const found = (...findings: readonly Finding[]) =>
  ({ type: 'media-checked', airing: MARKET, version: 'market#v1', findings }) as const

describe('when media are looked at', () => {
  test('when the show is taken in, a day, an hour and five minutes before its start, and no more', () => {
    const station = aStation([showing(sponsor())], {}, before(NINE, hours(30)))
    const looks: Instant[] = []
    for (let due = station.nextDue({ airing: MARKET }); due < at('08:56'); ) {
      expect(types(station.due(due))).toEqual(['check-media'])
      looks.push(due)
      due = station.nextDue({ airing: MARKET })
    }
    expect(looks.map((look) => NINE - look)).toEqual([hours(24), hours(1), minutes(5)])
    expect(types(station.due(at('08:55')))).toEqual([])
  })

  test('taken in, it is looked at in the same turn, and again when its rundown changes', () => {
    const station = aStation([showing(sponsor())])
    const actions = station.take({
      type: 'show-taken-in',
      programme: { ...showing(sponsor()), version: 'v2' },
    })
    expect(types(actions)).toEqual(['check-media'])
  })

  test('on air, a new rundown is looked at, too', () => {
    const station = onAir([showing(sponsor())])
    const programme = { ...showing(sponsor({ urgency: 'priority' })), version: 'v2' }
    expect(types(station.take({ type: 'show-taken-in', programme }))).toContain('check-media')
  })

  test('a show of words alone is never looked at', () => {
    const station = aStation([showing(aCue('welcome', when))])
    expect(station.nextDue({ airing: MARKET })).toBe(at('08:56'))
    expect(station.airing().preflight).toBeUndefined()
  })
})

describe('what is found', () => {
  test('is told once, however often it is found', () => {
    const station = aStation([showing(sponsor())])
    expect(alerts(station.take(found(missing)))).toEqual([
      'sponsor will be left out: m/sponsor.wav: it is not there',
    ])
    expect(alerts(station.take(found(missing)))).toEqual([])
    station.take({ type: 'show-taken-in', programme: showing(sponsor()) })
    expect(alerts(station.take(found(missing)))).toEqual([])
  })

  test('of another version of the rundown, changes nothing', () => {
    const station = aStation([showing(sponsor())])
    expect(station.take({ ...found(missing), version: 'market#v0' })).toEqual([])
    expect(station.airing().preflight?.findings).toEqual([])
  })

  test('a picture is told of; its cue airs without it', () => {
    const station = aStation([showing(sponsor())])
    const picture: Finding = { path: 'm/logo.png', is: 'missing', says: 'it is not there' }
    expect(alerts(station.take(found(picture)))).toEqual(['m/logo.png: it is not there'])
    expect(fit({}, sound, {}, station.airing(), NINE)).toEqual({ ok: true, script: sound })
  })

  test('rights that do not hold are told of with what airs instead', () => {
    const valid = { from: '2026-12-01', to: '2026-12-31' }
    const station = aStation([showing(sponsor({ valid, alternative: words }))])
    const actions = station.take(found())
    expect(alerts(actions)).toEqual([])
    expect(actions).toMatchObject([
      { level: 'info', says: expect.stringMatching(/^of sponsor the alternative airs: it may /) },
    ])
  })

  test('what is mended airs', () => {
    const station = aStation([showing(sponsor())])
    station.take(found(missing))
    station.take(found())
    expect(fit({}, sound, {}, station.airing(), NINE).ok).toBe(true)
  })
})

describe('on air', () => {
  /** Both after the sound was found missing. */
  const five = past(300)

  test('what is missing is dropped, with its reason, and nothing is sent', () => {
    const station = onAir([showing(sponsor())])
    station.take(found(missing))
    const actions = station.due(five)
    expect(types(actions)).not.toContain('enqueue')
    expect(only(rows(actions))).toMatchObject({
      item: 'sponsor',
      status: 'dropped',
      reason: 'MEDIA_MISSING',
      says: 'm/sponsor.wav: it is not there',
    })
  })

  test('its alternative airs in its place, and the row will say why', () => {
    const station = onAir([showing(sponsor({ alternative: words }))])
    station.take(found(missing))
    expect(types(station.due(five))).toContain('enqueue')
    expect(only(station.takeovers()).script).toMatchObject({
      say: words.say,
      instead: 'the alternative airs: m/sponsor.wav: it is not there',
      alternativeFor: 'MEDIA_MISSING',
    })
  })

  test('what stands behind a dropped cue airs all the same', () => {
    const behind = aCue('next', { kind: 'after', after: sponsor().cue })
    const station = onAir([showing(sponsor(), behind)])
    station.take(found(missing))
    station.due(five)
    expect(station.takeovers().map(({ cue }) => cue)).toEqual(['next'])
  })

  test('an ad-lib that is missing is refused to whoever takes it', () => {
    const adlib = anAdlib('jingle', { script: sound })
    const station = onAir([aProgramme({ cues: [], adlibs: [adlib] })])
    station.take(found(missing))
    station.take(commanded({ type: 'take', adlib: adlib.adlib }))
    expect(station.takeovers()).toEqual([])
  })
})

describe('what airs', () => {
  const none: Preflight = { nextAt: NINE, findings: [], told: [] }
  const valid = { from: '2026-11-01', to: '2026-11-22' }
  const other = { ...sound, audio: 'm/other.wav' }
  type Row = readonly [Reserve, readonly Finding[], string]
  const TABLE: Readonly<Record<string, Row>> = {
    'all in order': [{}, [], 'as written'],
    'its sound is missing': [{}, [missing], 'MEDIA_MISSING'],
    'its sound is damaged': [{}, [invalid], 'MEDIA_INVALID'],
    'nobody here can reach it': [{}, [unsure], 'as written'],
    'outside its rights': [{ valid }, [], 'RIGHTS'],
    'outside its rights and missing': [{ valid }, [missing], 'RIGHTS'],
    'missing, with other words': [{ alternative: words }, [missing], 'the alternative'],
    'outside its rights, with other words': [{ valid, alternative: words }, [], 'the alternative'],
    'missing, and so is the other': [
      { alternative: other },
      [missing, { ...missing, path: 'm/other.wav' }],
      'MEDIA_MISSING',
    ],
    'in order, with other words': [{ alternative: words }, [], 'as written'],
  }
  test.each(Object.entries(TABLE))('%s', (_, [reserve, findings, expected]) => {
    const airing = { preflight: { ...none, findings }, timezone: 'UTC' }
    const fitting = fit(reserve, sound, {}, airing, NINE)
    const became = !fitting.ok
      ? fitting.verdict.reason
      : fitting.script.instead === undefined
        ? 'as written'
        : 'the alternative'
    expect(became).toBe(expected)
  })

  test('a window counts days of the show’s zone, the first and the last included', () => {
    const on = (written: string, timezone: string) =>
      fit({ valid }, sound, {}, { preflight: undefined, timezone }, at(written)).ok
    expect(on('2026-11-22T23:59', 'UTC')).toBe(true)
    expect(on('2026-11-22T23:59', 'Asia/Shanghai')).toBe(false)
    expect(on('2026-10-31T23:00', 'Asia/Shanghai')).toBe(true)
    expect(on('2026-10-31T23:00', 'UTC')).toBe(false)
  })

  test('variables are put into the alternative', () => {
    const spoken = { ...words, say: `We will be back, \${host} says.` }
    const airing = { preflight: { ...none, findings: [missing] }, timezone: 'UTC' }
    const fitting = fit({ alternative: spoken }, sound, { host: 'Li' }, airing, NINE)
    expect(fitting).toMatchObject({ ok: true, script: { say: 'We will be back, Li says.' } })
  })

  test('looked at again, what was told stays told', () => {
    const anew = preflightOf(showing(sponsor()), past(1))
    const last = { ...none, told: ['m/a.wav: it is not there'] }
    expect(anew && lookedAtAgain(anew, last)).toEqual({ ...last, nextAt: past(1) })
  })
})
