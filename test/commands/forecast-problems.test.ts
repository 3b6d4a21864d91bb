import { describe, expect, test } from 'vitest'
import { forecastProblems } from '../../daemon/commands/forecast-problems.js'
import { compile } from '../../daemon/core/compile/compile.js'
import type { Problem } from '../../daemon/core/rundown/problem.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { readText, written } from '../help/written-rundown.js'

const LONG = 'These are the prices of the day, read for you by Li. '.repeat(12).trim()
const SHORT = 'Good evening everybody, and welcome.'

/** Segments of cues, each cue in one line of flow style, the first cue on line 11. */
const segments = (all: Readonly<Record<string, readonly string[]>>): string =>
  `segments:${Object.entries(all)
    .map(
      ([segment, cues]) =>
        `\n  - segment: ${segment}\n    cues:${cues.map((cue) => `\n      - { ${cue} }`).join('')}`,
    )
    .join('')}`

const problemsOf = (text: string): readonly Problem[] => {
  const { rundown, draft, problems } = readText(text)
  if (!rundown || !draft) throw new Error(JSON.stringify(problems))
  const settled = { version: 'v1', account: 'main' as AccountId, timezone: 'UTC' }
  return forecastProblems(draft, compile(rundown, settled))
}
const told = (text: string) => problemsOf(text).map(({ code, says }) => `${code}: ${says}`)

describe('a producer hears', () => {
  test('which segment is too long, at the cue that runs over, and what to do', () => {
    const text = written({
      segments: segments({
        opening: [
          `cue: welcome, at: start, say: "${SHORT}"`,
          `cue: prices, after: welcome, say: "${LONG}"`,
        ],
        games: [`cue: quiz, at: +20s, say: "${SHORT}"`],
      }),
    })
    const [problem, ...more] = problemsOf(text)
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      severity: 'warning',
      code: 'does-not-fit',
      file: 'evening.yaml',
      path: '/segments/0/cues/1/after',
    })
    const { line = 0, column = 0 } = problem ?? {}
    expect(text.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^welcome, say: "These/)
    expect(problem?.says).toMatch(
      /^the segment "opening" is about \d+s too long: "prices" still speaks when "games" is to begin$/,
    )
    expect(problem?.hint).toMatch(/^shorten a text, or let "games" begin \d+s later$/)
  })

  test('what is lost at the end', () => {
    const [problem] = problemsOf(
      written({
        segments: segments({
          close: [`cue: bye, at: end-10s, say: "${LONG}"`, `cue: more, at: end-9s, say: "${LONG}"`],
        }),
      }),
    )
    expect(problem).toMatchObject({ code: 'does-not-fit', path: '/segments/0/cues/0/at' })
    expect(problem?.says).toMatch(
      /^"bye" and another do not fit before the end of the show: about 1m\d+s of speech is lost$/,
    )
  })

  test('what is lost at a hard start, and that grace would help', () => {
    const [problem] = problemsOf(
      written({
        segments: segments({
          news: [
            `cue: talk, at: +50s, say: "${LONG}", drop: never`,
            `cue: headlines, at: +1m, say: "${SHORT}", start: hard`,
          ],
        }),
      }),
    )
    expect(problem?.says).toMatch(
      /^"talk" does not fit before the hard start of "headlines": about \d+s of speech is lost$/,
    )
    expect(problem?.hint).toContain('"grace"')
  })

  test('which cue never airs', () => {
    expect(
      told(
        written({
          segments: segments({
            opening: [
              `cue: a, at: start, say: "${LONG}"`,
              `cue: b, at: +1s, say: "${LONG}"`,
              `cue: late, at: +2s, expires: 5s, say: "${SHORT}"`,
            ],
          }),
        }),
      ),
    ).toEqual(['never-airs: "late" would never air: others speak until it has expired'])
  })

  test('of a crowd that never airs, the first', () => {
    const crowd = Array.from(
      { length: 40 },
      (_, index) => `cue: c${index}, at: +${index}s, expires: 20s, say: "${LONG}"`,
    )
    expect(told(written({ segments: segments({ opening: crowd }) }))).toEqual([
      'never-airs: "c2" and 36 others would never air: others speak until it has expired',
    ])
  })

  test('nothing about a show that fits', () => {
    expect(problemsOf(written())).toEqual([])
    expect(
      problemsOf(
        written({
          segments: segments({
            opening: [`cue: a, at: start, say: "${SHORT}"`, `cue: b, every: 15m, say: "${SHORT}"`],
            close: [`cue: bye, at: end-1m, say: "${SHORT}"`],
          }),
        }),
      ),
    ).toEqual([])
  })
})

describe('several airings', () => {
  const twice = (first: string, second: string) => `schedule: [${first}, ${second}]`
  const daily = (hour: number, duration: string) =>
    `{ cron: "0 ${hour} * * *", duration: ${duration} }`

  test('a cue that airs in one of them does air', () => {
    const cues = segments({
      opening: [
        `cue: evening, at: "20:30", say: "${LONG}"`,
        `cue: b, at: "20:30:01", say: "${LONG}"`,
        `cue: late, every: 50m, between: ["20:30:02", "23:00"], expires: 5s, say: "${SHORT}"`,
      ],
    })
    expect(
      told(written({ schedule: twice(daily(20, '40m'), daily(20, '2h')), segments: cues })),
    ).toEqual([])
  })

  test('a finding of several is told once', () => {
    const cues = segments({ close: [`cue: bye, at: end-10s, say: "${LONG}"`] })
    expect(
      told(written({ schedule: twice(daily(8, '1h'), daily(20, '2h')), segments: cues })),
    ).toHaveLength(1)
  })

  test('a single date far away, a yearly rule and a channel without an end are forecast too', () => {
    const cues = segments({
      opening: [
        `cue: a, at: start, say: "${LONG}"`,
        `cue: b, at: +1s, say: "${LONG}"`,
        `cue: late, at: +2s, expires: 5s, say: "${SHORT}"`,
      ],
    })
    for (const schedule of [
      'schedule: [{ at: "2039-02-03T20:00:00", duration: 1h }]',
      'schedule: [{ cron: "0 20 24 12 *", duration: 1h }]',
      'schedule: [{ always: true }]',
    ]) {
      expect(told(written({ schedule, segments: cues }))).toHaveLength(1)
    }
  })
})

describe('occurrences that an override changes', () => {
  const cues = segments({
    close: [
      `cue: news, at: start, say: "${SHORT} \${news}"`,
      `cue: bye, at: end-20s, say: "\${bye}"`,
    ],
  })
  const show = (...overrides: readonly string[]) =>
    written({
      schedule: `schedule: [{ cron: "0 20 * * *", duration: 1h, overrides: [${overrides.join(', ')}] }]`,
      variables: `variables: { news: nothing new, bye: "${SHORT}" }`,
      segments: cues,
    })

  test('are forecast with their own words, and the date is told', () => {
    const [problem, ...more] = told(show(`{ on: 2026-12-24, variables: { bye: "${LONG}" } }`))
    expect(problem).toMatch(
      /^does-not-fit: on 2026-12-24, "bye" does not fit before the end of the show: about \d+s/,
    )
    expect(more).toEqual([])
  })

  test('and with their own length and date', () => {
    const moved = '{ on: 2026-12-24, move: 2026-12-25T18:00, duration: 15s }'
    expect(told(show(moved))).toEqual([])
    const tight = told(
      show(`{ on: 2026-12-24, move: 2026-12-25T18:00, duration: 30s,
      variables: { news: "${LONG}" } }`),
    )
    expect(tight).toHaveLength(1)
    expect(tight[0]).toMatch(/^does-not-fit: on 2026-12-25, /)
  })

  test('the same of several is told once, the worst of it', () => {
    const many = Array.from({ length: 20 }, (_, day) => {
      const words = `${LONG} `.repeat(1 + (day % 2)).trim()
      return `{ on: 2026-12-${day + 10}, variables: { bye: "${words}" } }`
    })
    const found = told(show(...many))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain('on 2026-12-11, "bye" does not fit')
  })

  test('what is cancelled or over is not', () => {
    expect(told(show('{ on: 2026-12-24, cancel: true }'))).toEqual([])
    expect(told(show(`{ on: 2025-12-24, variables: { bye: "${LONG}" } }`))).toEqual([])
  })

  test('a finding of the entry itself has no date', () => {
    const text = show('{ on: 2026-12-24, duration: 2h }').replace('at: end-20s', 'at: end-1s')
    expect(told(text)).toHaveLength(1)
    expect(told(text)[0]).toMatch(/^does-not-fit: "bye" does not fit/)
  })
})
