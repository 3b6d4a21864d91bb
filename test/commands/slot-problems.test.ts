import { join } from 'node:path'
import { expect, test } from 'vitest'
import { problemsAtStation } from '../../daemon/commands/check.js'
import { loadRundowns } from '../../daemon/commands/load.js'
import { askedOf } from '../../daemon/commands/programmes.js'
import { readAll } from '../../daemon/commands/readings.js'
import type { Terms } from '../../daemon/core/plan/workload.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { minutes } from '../../daemon/core/time.js'
import { at } from '../builders.js'
import { onair } from '../e2e/onair.js'
import { aFolder } from '../help/folder.js'
import { written } from '../help/written-rundown.js'

const DEMO = 'demo' as AccountId
const terms = (sessions: number): readonly Terms[] => [
  { id: DEMO, sessions, lead: minutes(4), price: undefined, minutesPerDay: undefined },
]
const station = { accounts: [DEMO], timezone: 'UTC' }

const show = (id: string, ...slots: readonly string[]) =>
  written({
    head: `show: ${id}`,
    timezone: '',
    schedule: `schedule:${slots.map((slot) => `\n  - { ${slot} }`).join('')}`,
  })
const daily = (time: string, duration: string) => `cron: "${time} * * *", duration: ${duration}`

function told(shows: readonly string[], sessions = 1, now = '2026-11-23T00:00Z') {
  const folder = aFolder(
    Object.fromEntries(shows.map((text, index) => [`${'abcdef'[index]}.yaml`, text])),
  )
  const checked = readAll(loadRundowns([folder]).loaded, askedOf(station))
  return problemsAtStation(checked, station, terms(sessions), at(now)).map(
    ({ severity, code, file, line, column, says }) =>
      `${file.replace(join(folder, '/'), '')}:${line}:${column} ${severity} ${code}: ${says}`,
  )
}

test('the entry that is one too many is told, once, with who has the slot', () => {
  const early = show('early', daily('0 20', '1h'))
  const late = show('late', daily('0 9', '30m'), daily('30 20', '30m'))
  expect(told([late, early])).toEqual([
    'a.yaml:4:5 warning no-slot: account "demo" has 1 slot, and none is free when this starts ' +
      'on 2026-11-23 at 20:30: "early" is on until 2026-11-23 at 21:00; so 366 times within a year',
  ])
  expect(told([late, early], 2)).toEqual([])
})

test('a session is opened before the start: without a pause the later show comes on air late', () => {
  const early = show('early', daily('0 20', '1h'))
  expect(told([early, show('late', daily('3 21', '30m'))])).toEqual([
    'b.yaml:3:5 warning opens-late: account "demo" has 1 slot, and none is free 4m before this ' +
      'starts on 2026-11-23 at 21:03, to open its session: "early" is on until ' +
      '2026-11-23 at 21:00; so 366 times within a year',
  ])
  expect(told([early, show('late', daily('4 21', '30m'))])).toEqual([])
})

test('a channel without an end has its slot before all others, whatever the time is', () => {
  const shows = [show('evening', daily('0 20', '1h')), show('nonstop', 'always: true')]
  for (const now of ['2026-11-23T00:00Z', '2026-11-23T20:30Z']) {
    const [warning, ...more] = told(shows, 1, now)
    expect(warning).toContain('a.yaml:3:5 warning no-slot: account "demo" has 1 slot')
    expect(warning).toContain('"nonstop" is always on')
    expect(more).toEqual([])
  }
})

test('what one rule does to itself is told once, without the accounts', () => {
  const [warning, ...more] = told([show('a', 'cron: "*/30 9 * * *", duration: 1h')])
  expect(warning).toContain('overlaps-itself')
  expect(more).toEqual([])
  const [between] = told([show('a', daily('0 9', '3h'), daily('0 11', '1h'))])
  expect(between).toContain('no-slot')
  expect(between).toContain('this show itself is on until')
})

test('a rundown with an error takes no slot', () => {
  const taken = show('evening', daily('0 20', '1h'))
  expect(told([taken, taken]).map((one) => one.split(' ')[2])).toEqual(['duplicate-show:'])
})

test('check asks the config for the slots, and without one nobody knows them', async () => {
  const files = {
    'playlists/a.yaml': show('early', daily('0 20', '1h')),
    'playlists/b.yaml': show('late', daily('30 20', '1h')),
  }
  const config = 'accounts: { demo: { platform: softsugar, standIn: true, sessions: 1 } }\n'
  const check = (more: Readonly<Record<string, string>>) =>
    onair(['check', '--at', '2026-11-23T00:00Z'], { cwd: aFolder({ ...files, ...more }) })
  const alone = await check({})
  expect(alone).toMatchObject({ code: 0, stdout: '2 rundowns: no problems\n' })
  const atStation = await check({ 'config.yaml': config })
  expect(atStation).toMatchObject({ code: 0, stdout: '2 rundowns: 1 warning\n' })
  expect(atStation.stderr).toContain('playlists/b.yaml:3:5 warning no-slot')
})

test('check holds rundowns to what the station requires', async () => {
  const folder = aFolder({
    'playlists/a.yaml': written({ head: 'show: a\naccount: mian', disclosure: '' }),
    'config.yaml':
      'disclosure: required\naccounts: { main: { platform: softsugar, standIn: true } }\n',
  })
  const { code, stderr } = await onair(['check'], { cwd: folder })
  expect(code).toBe(1)
  expect(stderr).toContain('error no-disclosure')
  expect(stderr).toContain('error unknown-account')
})
