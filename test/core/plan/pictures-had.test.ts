import { describe, expect, test } from 'vitest'
import { outcomeOf, scriptAsHad, takeoverAsHad } from '../../../daemon/core/plan/pictures-had.js'
import type { Finding } from '../../../daemon/core/plan/preflight.js'
import type { Picture } from '../../../daemon/core/rundown/rundown.js'
import { aCue, aLiveScript, aProgramme, aTakeoverScript, at, start } from '../../builders.js'
import { aPicture } from '../../platform/softsugar/scripts.js'
import { alerts, aStation, guarded, MARKET, onAir, only, past } from './builders.js'

const found = (path: string, is: Finding['is'] = 'missing'): Finding => ({
  path,
  is,
  says: 'it is not there',
})
const checked = (...findings: readonly Finding[]) =>
  ({ type: 'media-checked', airing: MARKET, version: 'market#v1', findings }) as const
const logo = aPicture({ url: 'm/logo.png', alternative: 'm/plain.png' })
const sponsor = aPicture({ url: 'm/sponsor.png' })
const said = (more: { foregrounds?: readonly Picture[]; background?: Picture }) =>
  aTakeoverScript(more)
const urls = (pictures: readonly Picture[]) => pictures.map(({ url }) => url)

describe('what a takeover shows', () => {
  const script = said({ foregrounds: [logo, sponsor], background: sponsor })

  test('stays as it is while nothing is wrong with it, or it could only not be reached from here', () => {
    expect(takeoverAsHad(script, [])).toBe(script)
    expect(takeoverAsHad(script, [found('m/other.png'), found('m/logo.png', 'unsure')])).toBe(
      script,
    )
  })

  test('gives way to its alternative, or is left out; what is said of it goes to the log', () => {
    const findings = [found('m/logo.png', 'invalid'), found('m/sponsor.png')]
    const had = takeoverAsHad(script, findings)
    expect(urls(had.foregrounds)).toEqual(['m/plain.png'])
    expect(had.background).toBeUndefined()
    expect(had.instead).toBe(
      'with m/plain.png, as m/logo.png: it is not there; without m/sponsor.png: it is not there',
    )
  })

  test('an alternative that is missing itself is none', () => {
    const had = takeoverAsHad(script, [found('m/logo.png'), found('m/plain.png')])
    expect(urls(had.foregrounds)).toEqual(['m/sponsor.png'])
  })
})

describe('on air', () => {
  const stage = { ...aLiveScript().stage, foregrounds: [logo], backgrounds: [sponsor] }
  const cue = aCue('hello', start(300), { script: said({ foregrounds: [logo] }) })
  const programme = aProgramme({ liveScript: aLiveScript({ stage }), cues: [cue] })

  test('each file is told of once, with what comes of it, however many cues show it', () => {
    const many = [cue, { ...cue, cue: 'again' as typeof cue.cue }]
    const station = aStation([{ ...programme, cues: many }])
    expect(alerts(station.take(checked(found('m/logo.png'), found('m/sponsor.png'))))).toEqual([
      'm/logo.png: it is not there; m/plain.png is shown in its place',
      'm/sponsor.png: it is not there; it is left out',
    ])
    const unseen = found('m/plain.png')
    expect(outcomeOf(programme, unseen, [unseen])).toBeUndefined()
  })

  test('the session is opened with what can be had', () => {
    const { stage: had } = scriptAsHad(programme.liveScript, [found('m/logo.png')])
    expect(urls(had.foregrounds)).toEqual(['m/plain.png'])
    const station = aStation([programme])
    station.take(checked(found('m/logo.png'), found('m/sponsor.png')))
    station.due(at('08:55'))
    const [open] = guarded(station.due(at('08:56')))
    expect(open).toMatchObject({
      script: { stage: { foregrounds: [{ url: 'm/plain.png' }], backgrounds: [] } },
    })
  })

  test('a cue airs with it, and its row will say why', () => {
    const station = onAir([programme])
    station.take(checked(found('m/logo.png')))
    const sent = station.due(past(300)).filter(({ type }) => type === 'enqueue')
    expect(only(sent)).toMatchObject({ script: { foregrounds: [{ url: 'm/plain.png' }] } })
    expect(station.airing().takeovers).toMatchObject([
      { script: { instead: 'with m/plain.png, as m/logo.png: it is not there' } },
    ])
  })
})
