/**
 * The forecast against the air: the same shows aired by the production core, loop and calls on a virtual clock. Once
 * with the stand-in's own lengths on paper, where every instant must agree but for the wire; once as a producer sees
 * it, where order and fate must agree and instants may differ by what the two ideas of a voice differ. Texts that
 * are cut here are one sentence: one of several pieces is taken up again on air, and on paper it is not (forecast.ts).
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlannedCue, Programme } from '../../daemon/core/compile/programme.js'
import { occurrences } from '../../daemon/core/plan/calendar.js'
import { forecast } from '../../daemon/core/plan/forecast.js'
import { airOnPaper } from '../../daemon/core/plan/forecast-desk.js'
import { after, type Duration, minutes, seconds } from '../../daemon/core/time.js'
import { speechLength } from '../../daemon/stand-in/softsugar/speech.js'
import {
  aCue,
  aProgramme,
  aTakeoverScript,
  at,
  end,
  every,
  following,
  once,
  start,
} from '../builders.js'
import { aWorld } from './world.js'

/** A request there and back, a callback, and the look at the queue that confirms it. */
const WIRE = seconds(1)
const LASTING = minutes(12)

const showOf = (cues: readonly PlannedCue[]) =>
  aProgramme({ schedule: [once('2026-11-23T09:00:00', LASTING)], cues })

const occurrenceOf = (programme: Programme) => {
  const [first] = occurrences(programme, at('08:00'), at('10:00'))
  if (!first) throw new Error('no occurrence')
  return first
}

interface Aired {
  readonly instance: string
  readonly status: string
  readonly startedAt: number | undefined
  readonly endedAt: number | undefined
}

/** Takeovers as they went on air, those that did not at the end of the list. */
async function air(programme: Programme): Promise<readonly Aired[]> {
  const world = aWorld({ start: at('08:55'), programmes: [programme] })
  try {
    await world.clock.passUntil(at('09:20'))
    return world.rows
      .filter(({ type }) => type === 'takeover')
      .map(({ instance, status, startedAt, endedAt }) => ({ instance, status, startedAt, endedAt }))
      .sort((one, other) => (one.startedAt ?? Infinity) - (other.startedAt ?? Infinity))
  } finally {
    world.close()
  }
}

/** As the stand-in speaks. */
const standInLength = ({ script }: PlannedCue): Duration => speechLength(script.say ?? '', 1)

function onPaper(programme: Programme, lengthOf: (cue: PlannedCue) => Duration) {
  const { airing, startsAt, endsAt } = occurrenceOf(programme)
  const window = { startsAt, endsAt, timezone: 'UTC' }
  const until = endsAt ?? startsAt
  const show = { airing, cues: programme.cues, window, until, unknown: new Set<never>(), share: 2 }
  return airOnPaper(show, lengthOf)
    .items.map(({ takeover, startsAt: from, endsAt: to, fate }) => ({
      instance: takeover.id as string,
      fate,
      startedAt: from,
      endedAt: to,
    }))
    .sort((one, other) => (one.startedAt ?? Infinity) - (other.startedAt ?? Infinity))
}

const STATUS: Readonly<Record<string, string>> = {
  airs: 'aired',
  cut: 'aired_partial',
  expires: 'skipped',
  overtaken: 'dropped',
  dropped: 'dropped',
  'left-over': 'dropped',
}

/** Where an item ends within the wire of something else that decides, the wire decides. */
function isPhotoFinish(cues: readonly PlannedCue[]): boolean {
  const programme = showOf(cues)
  const { airing, startsAt, endsAt = startsAt } = occurrenceOf(programme)
  const window = { startsAt, endsAt, timezone: 'UTC' }
  const show = { airing, cues, window, until: endsAt, unknown: new Set<never>(), share: 2 }
  const { items } = airOnPaper(show, standInLength)
  const deciding = items.flatMap(({ takeover, cue: { start: begin } }) => [
    takeover.plannedAt ?? 0,
    takeover.expiresAt,
    begin.kind === 'hard' ? after(takeover.dueAt, begin.grace) : takeover.expiresAt,
  ])
  return items.some(({ startsAt: from = startsAt, length }) =>
    [...deciding, endsAt].some((other) => Math.abs(from + length - other) < 2 * WIRE),
  )
}

async function compare(cues: readonly PlannedCue[]): Promise<void> {
  const programme = showOf(cues)
  const aired = await air(programme)
  const paper = onPaper(programme, standInLength)
  const spoke = ({ startedAt }: { readonly startedAt: number | undefined }) =>
    startedAt !== undefined
  expect(paper.filter(spoke).map(({ instance }) => instance)).toEqual(
    aired.filter(spoke).map(({ instance }) => instance),
  )
  const statusOf = new Map(aired.map(({ instance, status }) => [instance, status]))
  for (const { instance, fate } of paper) expect(statusOf.get(instance)).toBe(STATUS[fate])
  expect(paper).toHaveLength(aired.length)
  paper.filter(spoke).forEach(({ startedAt = 0, endedAt = 0 }, index) => {
    expect(Math.abs((aired[index]?.startedAt ?? 0) - startedAt)).toBeLessThan(WIRE)
    expect(Math.abs((aired[index]?.endedAt ?? 0) - endedAt)).toBeLessThan(WIRE)
  })
}

/** Nothing is dropped by rank where lengths are the stand-in's: on air they are always estimated. */
const cue = (
  name: string,
  when: PlannedCue['when'],
  words: number,
  more: Partial<PlannedCue> = {},
) =>
  aCue(name, when, {
    script: aTakeoverScript({ say: `This is ${name}. ${'and the price is fair '.repeat(words)}` }),
    drop: undefined,
    ...more,
  })

type Between = NonNullable<Extract<PlannedCue['when'], { kind: 'every' }>['between']>

const plus = (n: number) => ({ from: 'start', plus: seconds(n) }) as const
const minus = (n: number) => ({ from: 'end', minus: seconds(n) }) as const
const onClock = (time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return { from: 'clock', hour, minute, second: 0 } as const
}

function within(
  n: number,
  opens: string | Between['opens'],
  closes: string | Between['closes'],
): PlannedCue['when'] {
  const asTime = (time: string | Between['opens']) =>
    typeof time === 'string' ? onClock(time) : time
  const between = { opens: asTime(opens), closes: asTime(closes) }
  return { kind: 'every', every: seconds(n), from: undefined, between }
}

describe('the forecast says what the air does', () => {
  test('chains, repetitions, urgency, expiry and the end, to the wire', () =>
    compare([
      cue('welcome', start(), 8),
      cue('prices', following('welcome'), 12),
      cue('thanks', following('prices'), 3),
      cue('sponsor', every(75), 5, { expires: seconds(20) }),
      cue('story', start(70), 40),
      cue('alarm', start(80), 4, { urgency: 'breaking' }),
      cue('weather', start(82), 9, { urgency: 'priority' }),
      cue('short-lived', start(83), 4, { expires: seconds(15) }),
      cue('bye', end(5), 9),
      cue('never', end(2), 9),
      cue('left', end(1), 9),
      cue('behind', following('left'), 3),
      cue('last', following('behind'), 3),
    ]))

  test('long texts in pieces are as long as on paper: no time is lost between their pieces', () => {
    const long = (name: string, when: PlannedCue['when']) => {
      const sentence = `This sentence of ${name} says that the price is fair, and the tea warm. `
      return aCue(name, when, { script: aTakeoverScript({ say: sentence.repeat(15) }) })
    }
    return compare([
      long('opening', start()),
      long('story', start(1)),
      long('prices', following('story')),
      cue('thanks', start(3), 4),
    ])
  })

  test('repetitions in a window: between two times of the day, and between two of the airing', () =>
    compare([
      cue('welcome', start(), 8),
      cue('by-the-clock', within(45, '09:02', '09:05'), 5, { expires: seconds(20) }),
      cue('thanks', following('by-the-clock'), 3),
      cue('since-last-night', within(170, '23:00', '09:07'), 4),
      cue('in-the-airing', within(80, plus(30), minus(200)), 6),
      cue('on-the-dot', within(150, '09:06', '09:11'), 3, {
        start: { kind: 'hard', grace: seconds(2) },
      }),
      cue('story', start(395), 30),
    ]))

  test('hard starts: what speaks is cut when the grace is over, and what waits comes after', () =>
    compare([
      cue('welcome', start(), 8),
      cue('story', start(20), 40),
      cue('bell', start(30), 3, { start: { kind: 'hard', grace: seconds(0) } }),
      cue('thanks', following('bell'), 3),
      cue('sponsor', start(31), 5),
      cue('long', start(120), 40),
      cue('queued', start(121), 4),
      cue('alarm', start(122), 4, { urgency: 'breaking' }),
      cue('patient', start(125), 6, { start: { kind: 'hard', grace: seconds(300) } }),
      cue('first', start(300), 30, { start: { kind: 'hard', grace: seconds(0) } }),
      cue('second', start(310), 5, { start: { kind: 'hard', grace: seconds(2) } }),
    ]))

  test('a hard start on an idle channel: who fell due with it is sent before who follows it', () =>
    compare([
      cue('bell', within(200, '09:03', '09:10'), 30, {
        start: { kind: 'hard', grace: seconds(7) },
      }),
      cue('sponsor', within(205, '09:03', '09:10'), 6, { expires: seconds(12) }),
      cue('weather', following('bell'), 9, { urgency: 'priority' }),
    ]))

  test('what would not be over by a hard start is left out by its rank', () =>
    compare([
      cue('welcome', start(), 20),
      cue('goes', start(1), 20, { drop: 1 }),
      cue('stays', start(2), 20, { drop: 8 }),
      cue('bell', start(150), 3, { start: { kind: 'hard', grace: seconds(0) } }),
    ]))

  test('whatever the show', async () => {
    const when = fc.oneof(
      fc.integer({ min: 0, max: 650 }).map((n) => start(n)),
      fc.integer({ min: 41, max: 300 }).map((n) => every(n)),
      fc.integer({ min: 41, max: 300 }).map((n) => within(n, '09:03', '09:10')),
      fc.integer({ min: 41, max: 300 }).map((n) => within(n, plus(n), minus(60))),
      fc.integer({ min: 1, max: 5 }).map((n) => end(n * 31)),
      fc.integer({ min: 0, max: 4 }).map((n) => following(`c${n}`)),
    )
    const shape = fc.record({
      when,
      words: fc.integer({ min: 1, max: 45 }),
      urgency: fc.constantFrom('routine' as const, 'priority' as const, 'breaking' as const),
      expires: fc.option(fc.integer({ min: 7, max: 90 }).map(seconds), { nil: undefined }),
      hard: fc.option(fc.integer({ min: 0, max: 20 }).map(seconds), { nil: undefined, freq: 4 }),
    })
    const shows = fc.array(shape, { minLength: 3, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(shows, async (all) => {
        const cues = all.map(({ when: time, words, hard, ...more }, index) =>
          cue(`c${index}`, time, words, {
            ...more,
            start:
              hard === undefined || time.kind === 'after'
                ? { kind: 'soft' }
                : { kind: 'hard', grace: hard },
          }),
        )
        fc.pre(!isPhotoFinish(cues))
        await compare(cues)
      }),
      { numRuns: 25, seed: 7, endOnFailure: true },
    )
  }, 60_000)

  test('with its own lengths it has the same order, and is off by no more than the lengths are', async () => {
    const cues = [
      cue('welcome', start(), 8),
      cue('prices', following('welcome'), 12),
      cue('thanks', following('prices'), 3),
      cue('story', start(120), 40),
      cue('alarm', start(130), 4, { urgency: 'breaking' }),
      cue('bye', end(60), 9),
    ]
    const voice = { language: 'en-US', speed: 1 }
    const presenter = { ...aProgramme().liveScript.presenter }
    const liveScript = {
      ...aProgramme().liveScript,
      presenter: { ...presenter, voice: { ...presenter.voice, ...voice } },
    }
    const programme = { ...showOf(cues), liveScript }
    const aired = await air(programme)
    const { items } = forecast(programme, occurrenceOf(programme))
    expect(items.map(({ takeover }) => takeover)).toEqual(aired.map(({ instance }) => instance))
    expect(items.map(({ fate }) => STATUS[fate])).toEqual(aired.map(({ status }) => status))
    let off = 0
    items.forEach(({ startsAt, endsAt, length, plannedAt, cue: name }, index) => {
      const row = aired[index]
      if (plannedAt !== undefined && startsAt?.expected === plannedAt) off = 0
      expect(Math.abs((row?.startedAt ?? 0) - (startsAt?.expected ?? 0))).toBeLessThan(off + WIRE)
      const written = cues.find((one) => one.cue === name)
      const expected = typeof length === 'object' ? length.expected : 0
      off += Math.abs(expected - (written ? standInLength(written) : 0)) + WIRE / 4
      expect(Math.abs((row?.endedAt ?? 0) - (endsAt?.expected ?? 0))).toBeLessThan(off + WIRE)
    })
  })
})
