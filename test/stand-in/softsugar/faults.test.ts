import { expect, test } from 'vitest'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { describeFaults, parseFaults } from '../../../daemon/stand-in/softsugar/faults.js'
import { USUAL } from '../../../daemon/stand-in/softsugar/profile.js'
import { SWITCHES } from '../../../daemon/stand-in/softsugar/switches.js'

const problems = (written: string) => {
  const read = parseFaults(written)
  return read.ok ? [] : read.problems
}

test('no faults is the usual vendor', () => {
  expect(parseFaults('')).toEqual({ ok: true, profile: USUAL })
  expect(parseFaults(' , ')).toEqual({ ok: true, profile: USUAL })
})

test('durations, counts, shares, choices and flags are read', () => {
  const written =
    'init=40s, slots=3,no-slot-for=1m,lose-callbacks=0.5,shuffle-callbacks,on=create+queue,' +
    'drop-status=9,business-errors=http,http-500=0.05,speech-factor=0.2,hang=off'
  expect(parseFaults(written)).toEqual({
    ok: true,
    profile: {
      ...USUAL,
      init: seconds(40),
      slots: 3,
      noSlotFor: minutes(1),
      loseCallbacks: 0.5,
      shuffleCallbacks: true,
      on: ['create', 'queue'],
      dropStatus: 9,
      businessErrors: 'http',
      http500: 0.05,
      speechFactor: 0.2,
    },
  })
})

test('a slip of the hand is met with the name that was meant', () => {
  expect(problems('heartbeet-limit=60s')).toEqual([
    'no fault named "heartbeet-limit": did you mean "heartbeat-limit"?',
  ])
  expect(problems('weather=bad')).toEqual([
    'no fault named "weather": see "onair stand-in --help" for all of them',
  ])
})

test('a wrong value is told what is right, and all mistakes come at once', () => {
  expect(problems('init=40,slots=many,lose-answers=1.5,init,drop-status=7,hang=yes')).toEqual([
    '"init=40": "init" takes a duration with its unit, such as 500ms, 40s or 2m: "init=40s"',
    '"slots=many": "slots" takes a whole number: "slots=2"',
    '"lose-answers=1.5": "lose-answers" takes a share from 0 to 1: "lose-answers=0.1"',
    '"init" is set twice',
    '"drop-status=7": "drop-status" takes 50 or 9: "drop-status=9"',
    '"hang=yes": "hang" takes no value: "hang"',
  ])
  expect(problems('slots')).toEqual(['"slots" takes a whole number: "slots=2"'])
  expect(problems('speech-factor=0,on=creat')).toHaveLength(2)
})

test('every field of the profile has its switch, and every example can be read', () => {
  expect(SWITCHES).toHaveLength(Object.keys(USUAL).length)
  expect(new Set(SWITCHES.map((one) => one.name)).size).toBe(SWITCHES.length)
  for (const one of SWITCHES) {
    expect(parseFaults(one.example)).toMatchObject({ ok: true })
    expect(describeFaults()).toContain(one.example)
  }
})
