import { describe, expect, test } from 'vitest'
import { occurrences } from '../../../daemon/core/plan/calendar.js'
import { forecast } from '../../../daemon/core/plan/forecast.js'
import { days, hours, minutes, seconds } from '../../../daemon/core/time.js'
import {
  ALWAYS,
  aCue,
  aLiveScript,
  aProgramme,
  aTakeoverScript,
  clock,
  every,
  following,
  start,
} from '../../builders.js'
import {
  clockOf,
  cueOf,
  forecastOf,
  hard,
  NINE,
  occurrenceOf,
  showOf,
} from './forecast-builders.js'

const sound = aTakeoverScript({ say: undefined, audio: 'https://cdn.example/jingle.mp3' })

describe('each item', () => {
  test('whose rights do not hold is left out, and what follows it comes; its alternative airs as long as that is', () => {
    const valid = { from: '2026-12-01', to: '2026-12-31' }
    const alternative = aTakeoverScript({ say: 'We will be back.' })
    const { items, findings } = forecastOf([
      aCue('a', start(30), { valid }),
      aCue('b', following('a')),
      aCue('c', start(120), { valid, alternative }),
      aCue('d', start(300), { script: alternative }),
    ])
    const fates = Object.fromEntries(items.map(({ cue, fate }) => [cue, fate]))
    expect(fates).toEqual({ a: 'not-valid', b: 'airs', c: 'airs', d: 'airs' })
    expect(clockOf(items.find(({ cue }) => cue === 'b')?.startsAt?.expected)).toBe(30)
    const lengthOf = (name: string) => items.find(({ cue }) => cue === name)?.length
    expect(lengthOf('c')).toEqual(lengthOf('d'))
    expect(findings).toEqual([])
  })

  test('has its planned time, its expected one, and how sure that is', () => {
    const { items } = forecastOf([aCue('a', start(30)), aCue('b', following('a'))])
    expect(items).toMatchObject([
      { cue: 'a', turn: 0, segment: 'opening', fate: 'airs', sure: 'certain', waitsFor: undefined },
      { cue: 'b', plannedAt: undefined, fate: 'airs', sure: 'likely', isGuess: false },
    ])
    const [a, b] = items
    expect(clockOf(a?.plannedAt)).toBe(30)
    expect(a?.startsAt).toEqual({
      expected: a?.plannedAt,
      earliest: a?.plannedAt,
      latest: a?.plannedAt,
    })
    expect(b?.startsAt).toEqual(a?.endsAt)
    expect(b?.follows).toBe(a?.takeover)
    expect(b?.waitsFor).toBe(a?.takeover)
    expect(b?.startsAt?.earliest).toBeLessThan(b?.startsAt?.expected ?? 0)
    expect(b?.startsAt?.latest).toBeGreaterThan(b?.startsAt?.expected ?? 0)
  })

  test('behind a sound of unknown length everything is open, until there is a pause', () => {
    const { items } = forecastOf([
      aCue('jingle', start(), { script: sound }),
      aCue('b', following('jingle')),
      aCue('c', start(300)),
    ])
    expect(items).toMatchObject([
      { cue: 'jingle', length: 'unknown', sure: 'open', isGuess: true },
      { cue: 'b', sure: 'open', isGuess: true },
      { cue: 'c', sure: 'certain', isGuess: false },
    ])
  })

  test('a sound somebody measured is as sure as a clock', () => {
    const programme = showOf([
      aCue('jingle', start(), { script: sound }),
      aCue('b', following('jingle')),
    ])
    const sounds = new Map([['https://cdn.example/jingle.mp3', seconds(7)]])
    const { items } = forecast(programme, occurrenceOf(programme), {}, { sounds })
    expect(items).toMatchObject([{ sure: 'certain' }, { sure: 'certain' }])
    expect(clockOf(items[1]?.startsAt?.expected)).toBe(7)
  })

  test('one of several variants takes what they take on average, and may take as long as the longest', () => {
    const short = 'Good evening.'
    const long = 'Good evening to all of you who have come to see this long show of ours tonight.'
    const lengthOf = (...variants: string[]) =>
      forecastOf([aCue('a', start(), { variants })]).items[0]?.length
    const [one, other, either] = [lengthOf(short), lengthOf(long), lengthOf(short, long)]
    if (typeof one !== 'object' || typeof other !== 'object' || typeof either !== 'object')
      throw new Error('a length is unknown')
    expect(either.least).toBe(one.least)
    expect(either.most).toBe(other.most)
    expect(Math.abs(either.expected - (one.expected + other.expected) / 2)).toBeLessThanOrEqual(1)
  })

  test('variables are spoken with the values of the airing', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the rundown's own
    const cue = aCue('a', start(), { script: aTakeoverScript({ say: 'I am ${host}.' }) })
    const programme = showOf([cue], minutes(10), { variables: { host: 'Li' } })
    const occurrence = occurrenceOf(programme)
    const lengthWith = (own: Record<string, string>, values?: Record<string, string>) => {
      const { items } = forecast(programme, { ...occurrence, variables: own }, values)
      const [item] = items
      return typeof item?.length === 'object' ? item.length.expected : 0
    }
    const long = 'the one and only Maximilian'
    expect(lengthWith({ host: long })).toBeGreaterThan(lengthWith({}))
    expect(lengthWith({ host: 'Li' }, { host: long })).toBe(lengthWith({ host: long }))
  })

  test('a faster voice is done earlier', () => {
    const voice = { ...aLiveScript().presenter.voice, speed: 2 }
    const liveScript = aLiveScript({ presenter: { ...aLiveScript().presenter, voice } })
    const usual = forecastOf([aCue('a', start())]).items[0]?.endsAt?.expected ?? 0
    const fast = forecastOf([aCue('a', start())], minutes(10), { liveScript }).items[0]?.endsAt
    expect((usual - NINE) / 2).toBeCloseTo((fast?.expected ?? 0) - NINE, -1)
  })

  test('is listed as it goes on air; what does not, at the time it fell due', () => {
    const { items } = forecastOf([
      cueOf('a', start(), 20),
      cueOf('b', start(1), 20),
      cueOf('late', start(2), 5, { expires: seconds(10) }),
      cueOf('c', start(3), 5, { urgency: 'priority' }),
    ])
    expect(items.map(({ cue, fate }) => `${cue} ${fate}`)).toEqual([
      'a airs',
      'late expires',
      'c airs',
      'b airs',
    ])
  })
})

describe('how far it reaches', () => {
  test('to the end of the airing', () => {
    expect(forecastOf([])).toMatchObject({
      airing: 'market@2026-11-23T09:00',
      whole: true,
      items: [],
      segments: [],
      findings: [],
    })
  })

  test('a channel without an end: a day of it, or as much as is asked for', () => {
    const programme = aProgramme({
      schedule: [ALWAYS],
      cues: [aCue('news', clock(12, 0)), aCue('pitch', every(3_600))],
    })
    const [occurrence] = occurrences(programme, NINE, NINE)
    if (!occurrence) throw new Error('no occurrence')
    const day = forecast(programme, occurrence)
    expect(day).toMatchObject({ endsAt: undefined, until: NINE + days(1), whole: true, points: [] })
    expect(day.items).toHaveLength(24)
    const short = forecast(programme, occurrence, {}, { span: hours(2) })
    expect(short.items.map(({ cue }) => cue)).toEqual(['pitch'])
  })

  test('a flood is forecast in part, and nothing is said about its end', () => {
    const { whole, until, findings } = forecastOf([aCue('tick', every(1))], hours(12))
    expect(whole).toBe(false)
    expect(until).toBeLessThan(NINE + hours(12))
    expect(findings).toMatchObject([{ what: 'period', cue: 'tick' }])
  })
})

test('the hard start, what it cuts and what is dropped for it stand in one sheet', () => {
  const { items, points, findings } = forecastOf([
    cueOf('a', start(20), 30),
    cueOf('b', start(21), 10, { drop: undefined }),
    cueOf('c', start(22), 10),
    cueOf('news', start(60), 10, { start: hard(), urgency: 'breaking' }),
  ])
  expect(items.map(({ cue, fate, fateBy }) => [cue, fate, fateBy?.split('/')[1]])).toEqual([
    ['a', 'airs', undefined],
    ['c', 'dropped', 'news'],
    ['b', 'airs', undefined],
    ['news', 'airs', undefined],
  ])
  expect(points[0]).toMatchObject({ cue: 'news', over: { expected: 10_000, least: 10_000 } })
  expect(findings).toMatchObject([
    { code: 'does-not-fit', what: 'hard-start', cue: 'c', loses: ['c'] },
  ])
})

test('it is plain data: it survives a round trip through JSON', () => {
  const whole = forecastOf([cueOf('a', start(), 10), cueOf('n', start(5), 10, { start: hard() })])
  expect(JSON.parse(JSON.stringify(whole))).toEqual(JSON.parse(JSON.stringify(whole)))
  expect(JSON.parse(JSON.stringify(whole))).toMatchObject({ whole: true })
})
