/** `plan` of one small station, in each format: against golden files (GOLDEN=write rewrites them), and read back. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { type Flags, runPlan } from '../../daemon/commands/plan.js'
import { instant } from '../../daemon/core/time.js'
import { aFolder } from '../help/folder.js'
import { heardOutput } from '../help/output.js'
import { written } from '../help/written-rundown.js'

const CONFIG = `station: demo
timezone: Europe/Berlin
accounts:
  demo:
    platform: softsugar
    standIn: true
    sessions: 1
    price: 0.9
    currency: EUR
    minutesPerDay: 150
`

const rundown = (show: string, title: string, zone: string, schedule: string, more = '') =>
  written({
    head: `show: ${show}\ntitle: ${title}`,
    timezone: `timezone: ${zone}`,
    schedule: `schedule: [{ ${schedule} }]`,
    segments: more,
  })

const CUES = `segments:
  - segment: opening
    cues:
      - { cue: hello, at: start, say: Good evening and welcome to the show. }
      - { cue: prices, after: hello, urgency: priority, say: These are the prices of the day. }`

const SHOWS = {
  'shows/evening.yaml': rundown(
    'evening',
    '价格 & <更多>',
    'Asia/Shanghai',
    'cron: "0 20 * * *", duration: 1h, overrides: [{ on: 2026-10-26, move: "2026-10-26T21:00:00" }]',
    CUES,
  ),
  'shows/night.yaml': rundown(
    'night',
    'The night show',
    'Europe/Berlin',
    'cron: "30 2 * * *", duration: 45m, fold: both',
  ),
  'shows/special.yaml': rundown(
    'special',
    'A special show with a title that is far too long to stand in one line of a calendar file',
    'UTC',
    'at: "2026-10-25T12:30:00", duration: 2h',
  ),
}

const NOW = instant(Date.UTC(2026, 9, 24, 10))
const WEEKEND = { from: '2026-10-25T00:00', days: '2' }

function plan(
  flags: Partial<Flags> = {},
  files: Readonly<Record<string, string>> = SHOWS,
  now = NOW,
) {
  const folder = aFolder({ 'config.yaml': `${CONFIG}playlists: ./shows\n`, ...files })
  const output = heardOutput()
  const code = runPlan(
    [],
    { ...WEEKEND, format: 'table', config: join(folder, 'config.yaml'), ...flags },
    now,
    output,
  )
  return { code, ...output.heard }
}

function expectGolden(name: string, found: string) {
  const file = new URL(`plan-golden/${name}`, import.meta.url)
  if (process.env.GOLDEN === 'write') writeFileSync(file, found)
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(found)
}

interface Listed {
  readonly airing: string
  readonly startsAt: string
  readonly endsAt: string
}
const listed = (): readonly Listed[] => JSON.parse(plan({ format: 'json' }).result).airings

describe('the table', () => {
  test('has the coming airings of the station’s own playlists, and the days of its accounts', () => {
    const { code, result } = plan()
    expect(code).toBe(0)
    expectGolden('plan.txt', result)
  })

  test('has every cue with --cues, those that follow another by its name, and when each is over', () => {
    const { result } = plan({ cues: true })
    expectGolden('plan-cues.txt', result)
    expect(result).toMatch(/^ {2}20:00:00 +to ~20:00:\d\d +hello +Good evening and welcome/m)
    expect(result).toMatch(/^ {2}after hello +to ~20:00:\d\d +prices +These are .* priority/m)
  })

  test('has nothing to show where nothing is planned', () => {
    const { 'shows/special.yaml': special } = SHOWS
    const { code, result } = plan({ from: '2026-11-25T00:00' }, { 'shows/special.yaml': special })
    expect([code, result]).toEqual([0, 'nothing is planned in this time\n'])
  })

  test('has a channel without an end, that starts at once', () => {
    const shop = rundown('shop', 'The shop', 'UTC', 'always: true')
    const { result } = plan({}, { 'shows/shop.yaml': shop })
    expect(result).toMatch(/\nat once +never +shop +The shop +UTC +demo\n/)
    expect(result).toMatch(/\n2026-10-25 +demo +1 +1 of 1 +1500 of 150 ! +1350.00 EUR\n/)
  })
})

describe('warnings', () => {
  test('name the airings of an account that are on at once beyond its slots', () => {
    const { code, trouble } = plan()
    expect(code).toBe(0)
    expect(trouble).toContain(
      'warning: account "demo" has 1 slot, and 2 are needed from 2026-10-25T13:30 to 2026-10-25T14:00: ' +
        'evening@2026-10-25T20:00, special@2026-10-25T12:30\n',
    )
  })

  test('name the day that is over its budget', () => {
    expect(plan().trouble).toContain(
      'account "demo" needs 286 minutes on 2026-10-25, and its budget is 150\n',
    )
  })

  test('tell of an airing that comes late because its slot is still taken', () => {
    const files = {
      'shows/one.yaml': rundown('one', 'One', 'UTC', 'at: "2026-10-25T12:00:00", duration: 1h'),
      'shows/two.yaml': rundown('two', 'Two', 'UTC', 'at: "2026-10-25T13:00:00", duration: 1h'),
    }
    const { trouble } = plan({}, files)
    expect(trouble).toMatch(
      /1 slot, none free .* from 2026-10-25T13:56 to 2026-10-25T14:00; .* one@/,
    )
  })
})

test('an airing that began before the plan needs its slot and its minutes all the same', () => {
  const files = {
    'shows/long.yaml': rundown('long', 'Long', 'UTC', 'at: "2026-10-24T20:00:00", duration: 8h'),
    'shows/short.yaml': rundown('short', 'Short', 'UTC', 'at: "2026-10-25T01:00:00", duration: 1h'),
  }
  const { result, trouble } = plan({}, files)
  expect(result).not.toContain('long@')
  expect(result).toMatch(/\n2026-10-25 +demo +1 +2 of 1 ! +424 of 150 !/)
  expect(trouble).toContain('long@2026-10-24T20:00, short@2026-10-25T01:00')
})

describe('json', () => {
  test('has the same, with offsets', () =>
    expectGolden('plan.json', plan({ format: 'json' }).result))

  test('has every cue with its forecast, if asked', () => {
    const [, , evening] = JSON.parse(plan({ format: 'json', cues: true }).result).airings
    expect(evening.cues.map(({ cue }: { cue: string }) => cue)).toEqual([
      'disclosure',
      'hello',
      'prices',
    ])
    expect(evening.cues[1]).toMatchObject({
      at: '2026-10-25T20:00:00+08:00',
      after: null,
      forecast: { fate: 'airs', ends: { expected: expect.stringMatching(/^2026-10-25T20:00:/) } },
    })
  })
})

describe('a calendar file', () => {
  const calendar = () => plan({ format: 'ics' }).result
  const events = () =>
    new ICAL.Component(ICAL.parse(calendar()))
      .getAllSubcomponents('vevent')
      .map((one) => new ICAL.Event(one))

  test('is as it was', () => expectGolden('plan.ics', calendar()))

  test('read back has the airings at their instants, the doubled hour twice', () => {
    const seen = events().map(({ uid, startDate, endDate }) => [
      uid,
      startDate.toJSDate().getTime(),
      endDate.toJSDate().getTime(),
    ])
    expect(seen).toEqual(
      listed().map(({ airing, startsAt, endsAt }) => [
        `${airing}/demo`,
        Date.parse(startsAt),
        Date.parse(endsAt),
      ]),
    )
    expect(seen.map(([uid]) => uid)).toContain('night@2026-10-25T02:30~2/demo')
  })

  test('is made of lines of 75 bytes at most, that end with CR LF', () => {
    const lines = calendar().split('\r\n')
    expect(lines.join('')).not.toMatch(/[\r\n]/)
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(events()[2]?.summary).toBe('价格 & <更多>')
  })
})

test('a file of later is newer for every calendar: the same names, a greater SEQUENCE', () => {
  const revisions = (now: number) =>
    [...plan({ format: 'ics' }, SHOWS, instant(now)).result.matchAll(/(UID|SEQUENCE):(.+)\r/g)].map(
      ([, key, value = '']) => (key === 'UID' ? value : Number(value)),
    )
  const [before, after] = [revisions(NOW), revisions(NOW + 60_000)]
  expect(after).toEqual(before.map((one) => (typeof one === 'number' ? one + 1 : one)))
  expect(before.filter((one) => typeof one === 'number')).toHaveLength(before.length / 2)
})

describe('a programme guide', () => {
  const guide = () => plan({ format: 'xmltv' }).result

  test('is as it was', () => expectGolden('plan.xml', guide()))

  test('read back has the airings at their instants, each with its offset', () => {
    expect(XMLValidator.validate(guide())).toBe(true)
    const parser = new XMLParser({ ignoreAttributes: false, processEntities: true })
    const { channel, programme } = parser.parse(guide()).tv
    expect(channel.map((one: Attributes) => one['@_id'])).toEqual(
      programme
        .map((one: Attributes) => one['@_channel'])
        .filter((id: string, place: number, all: readonly string[]) => all.indexOf(id) === place),
    )
    expect(
      programme.map((one: Attributes) => [
        one['episode-num']?.['#text'],
        instantOf(one['@_start']),
        instantOf(one['@_stop']),
      ]),
    ).toEqual(
      listed().map(({ airing, startsAt, endsAt }) => [
        airing,
        Date.parse(startsAt),
        Date.parse(endsAt),
      ]),
    )
    expect(programme[2].title['#text']).toBe('价格 & <更多>')
  })

  test('a channel without an end has the same name whenever the guide is made', () => {
    const on = rundown('on', 'On', 'UTC', 'always: true')
    const { result } = plan({ format: 'xmltv' }, { 'shows/on.yaml': on })
    expect(result).toContain('<episode-num system="onair">on</episode-num>')
  })
})

interface Attributes {
  readonly '@_id'?: string
  readonly '@_channel'?: string
  readonly '@_start'?: string
  readonly '@_stop'?: string
  readonly 'episode-num'?: { readonly '#text': string }
}

/** `20261025023000 +0200` */
const instantOf = (written = '') =>
  Date.parse(written.replace(/^(....)(..)(..)(..)(..)(..) (...)(..)$/, '$1-$2-$3T$4:$5:$6$7:$8'))

test('a rundown with errors is told and left out, the exit code is 1', () => {
  const wrong = rundown('wrong', 'Wrong', 'UTC', 'cron: "0 25 * * *", duration: 1h')
  const { code, result, trouble } = plan({}, { ...SHOWS, 'shows/wrong.yaml': wrong })
  expect(code).toBe(1)
  expect(trouble).toMatch(/wrong\.yaml:\d+:\d+ error/)
  expect(result).toContain('special@2026-10-25T12:30')
})

test('a time or a number of days that is none is refused', () => {
  expect(plan({ from: 'tomorrow' }).code).toBe(2)
  expect(plan({ days: '0' }).code).toBe(2)
  expect(plan({ days: '1.5' }).trouble).toMatch(/--days a whole number from 1 to 366/)
})

test('repeats in a window have their ends, too, and a rundown with an error is said to be missing', () => {
  const cues = `segments:
  - segment: opening
    cues:
      - { cue: again, every: 10m, between: [+5m, end-5m], say: Good evening and welcome to the show. }`
  const folder = aFolder({
    'a.yaml': rundown('a', 'A', 'UTC', 'at: "2026-10-25T20:00:00", duration: 30m', cues),
    'b.yaml': 'show: b\n',
  })
  const output = heardOutput()
  const now = instant(Date.UTC(2026, 9, 25))
  runPlan([folder], { days: '1', cues: true, format: 'table' }, now, output)
  expect(output.heard.result).toMatch(/20:05:00 +to ~20:05:0\d +again/)
  expect(output.heard.result).toMatch(/20:15:00 +to ~20:15:0\d +again/)
  expect(output.heard.trouble).toContain('warning: rundowns with errors are left out of the plan')
})
