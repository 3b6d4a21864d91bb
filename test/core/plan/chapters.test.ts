import { expect, test } from 'vitest'
import { chaptersOf } from '../../../daemon/core/plan/chapters.js'
import { minutes, seconds } from '../../../daemon/core/time.js'
import { aCue, at, every, following, start } from '../../builders.js'

const opening = { segment: 'opening', startsAt: at('20:00'), until: at('20:10') }
const news = { segment: 'news', startsAt: at('20:10'), until: undefined }
const row = (item: string, segment: string, planned: string, started?: string, ended?: string) => ({
  item,
  segment,
  plannedAt: at(planned),
  startedAt: started === undefined ? undefined : at(started),
  endedAt: ended === undefined ? undefined : at(ended),
})
const cues = [
  aCue('welcome', start(), { segment: 'opening' }),
  aCue('guest', following('welcome'), { segment: 'opening' }),
  aCue('jingle', every(60), { segment: 'opening' }),
  aCue('headlines', start(600), { segment: 'news' }),
]

test('a segment is over by what its last item takes beyond the start of the next', () => {
  const rows = [
    row('welcome', 'opening', '20:00', '20:00', '20:02'),
    row('guest', 'opening', '20:02', '20:02', '20:11:30'),
    row('headlines', 'news', '20:10', '20:11:30', '20:12'),
  ]
  const [first, second] = chaptersOf(cues, rows, [opening, news])
  expect(first).toMatchObject({ over: minutes(1.5), aired: 2, lost: 0 })
  expect(second).toMatchObject({ startedAt: at('20:11:30'), until: undefined, over: undefined })
})

test('a segment is under by what is left of it; what comes again and again is not counted', () => {
  const rows = [
    row('welcome', 'opening', '20:00', '20:00:05', '20:02'),
    row('guest', 'opening', '20:02'),
    row('jingle', 'opening', '20:09', '20:09', '20:09:50'),
  ]
  const [first] = chaptersOf(cues, rows, [opening])
  expect(first).toMatchObject({
    over: -minutes(8),
    startedAt: at('20:00') + seconds(5),
    aired: 1,
    lost: 1,
  })
})

test('a segment of which nothing aired has no end', () => {
  const [first] = chaptersOf(cues, [row('welcome', 'opening', '20:00')], [opening])
  expect(first).toMatchObject({
    startedAt: undefined,
    endedAt: undefined,
    over: undefined,
    lost: 1,
  })
})
