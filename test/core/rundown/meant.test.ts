import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meant, unseenName } from '../../../daemon/core/rundown/meant.js'

const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/u
const CUE_TIME = /^(?:start|\+(?:\d+[smh])+|end-(?:\d+[smh])+|\d\d:\d\d(?::\d\d)?)$/u
const DATES = /^\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?$/u
const START = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/u
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u
const PATH = /^[^\s/\\][^\\]*$/u
const LATE = /^(?:join|skip|start within (?:\d+[smh])+)$/u
const RATE = /^\d{1,4} per (?:\d+[smh])+$/u

describe('what people write, and what they mean', () => {
  test.each([
    ['5 min', DURATION, '5m'],
    ['90min', DURATION, '90m'],
    ['1,5h', DURATION, '1.5h'],
    ['1h 30m', DURATION, '1h30m'],
    ['2 Std. 30 Minuten', DURATION, undefined],
    ['30 Sekunden', DURATION, '30s'],
    ['PT1H30M', DURATION, '1h30m'],
    ['1h\u00a0', DURATION, '1h'],
    ['１h', DURATION, '1h'],
    ['-1h', DURATION, undefined],
    ['1:00', DURATION, undefined],
    ['9:30', CUE_TIME, '09:30'],
    ['9.30 Uhr', CUE_TIME, '09:30'],
    ['9:30 pm', CUE_TIME, '21:30'],
    ['12 am', CUE_TIME, '00:00'],
    ['13 pm', CUE_TIME, undefined],
    ['“09:30”', CUE_TIME, '09:30'],
    ['Start', CUE_TIME, 'start'],
    ['5m', CUE_TIME, '+5m'],
    ['+ 5m', CUE_TIME, '+5m'],
    ['start+5m', CUE_TIME, '+5m'],
    ['-2m', CUE_TIME, 'end-2m'],
    ['end - 2 min', CUE_TIME, 'end-2m'],
    ['24.12.2026', DATES, '2026-12-24'],
    ['1. 1. 2027', DATES, '2027-01-01'],
    ['2026/12/24', DATES, '2026-12-24'],
    ['2026-12-24 - 2026-12-26', DATES, '2026-12-24..2026-12-26'],
    ['24.12.2026 bis 26.12.2026', DATES, '2026-12-24..2026-12-26'],
    ['12/24/2026', DATES, undefined],
    ['24.12.2026 20:00', START, '2026-12-24T20:00'],
    ['24.12.2026, 9.30 Uhr', START, '2026-12-24T09:30'],
    ['2026-12-24 20:00', START, '2026-12-24T20:00'],
    ['2026-12-24T20:00:00Z', START, undefined],
    ['Join', LATE, 'join'],
    ['start within 15 min', LATE, 'start within 15m'],
    ['15 min', LATE, 'start within 15m'],
    ['1/5min', RATE, '1 per 5m'],
    ['https://cdn.example/5m', LATE, undefined],
    ['5m', RATE, '1 per 5m'],
    ['shared\\li.yaml', PATH, 'shared/li.yaml'],
  ])('%j', (written, form, means) => {
    expect(meant(written, form, false)).toBe(means)
  })

  test.each([
    ['Base Show', 'base-show'],
    ['Begrüßung', 'begrussung'],
    ['hel\u200blo', 'hello'],
    ['大家好', undefined],
  ])('an id: %j', (written, means) => {
    expect(meant(written, ID, true)).toBe(means)
  })

  test('a guess has the form that is asked for, and is none of what was written', () =>
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(DURATION, CUE_TIME, START), (written, form) => {
        const means = meant(written, form, false)
        expect(means === undefined || (form.test(means) && means !== written)).toBe(true)
      }),
    ))

  test('a long text is nobody’s time', () => {
    expect(meant(`${' '.repeat(100)}5m`, DURATION, false)).toBeUndefined()
  })
})

test('what nobody sees has a name', () => {
  expect(unseenName('1h\u00a0')).toBe('U+00A0')
  expect(unseenName('a b')).toBeUndefined()
})
