/** `onair queue`: all an order needs to know of what is on its way to air. */
import { expect, test } from 'vitest'
import type { TakeoverView } from '../../daemon/console/views.js'
import { told } from './a-daemon.js'

const AIRING = {
  now: '2026-11-23T09:05:00.000Z',
  airing: 'shop@2026-11-23T09:00+00:00',
  situation: 'on-air',
  startsAt: '2026-11-23T09:00:00+00:00',
  heldUntil: '2026-11-23T09:07:00+00:00',
  queued: [],
  waiting: 1,
  takeovers: [],
  adlibs: [],
}

const aLine = (more: Partial<TakeoverView>) => ({
  handle: '3f9a',
  takeover: 'shop@2026-11-23T09:00+00:00/prices/0',
  source: 'rundown',
  title: 'Gold is up.',
  situation: 'waiting',
  urgency: 'routine',
  dueAt: '2026-11-23T09:04:30+00:00',
  expiresAt: '2026-11-23T09:14:30+00:00',
  ...more,
})

test('each has its handle, when it is due, until when it waits, how urgent it is, and whose it is', async () => {
  const takeovers = [
    aLine({ handle: '77aa', item: 'news', situation: 'speaking', seconds: 12.5 }),
    aLine({ item: 'prices', part: '1 of 3', goes: 'cancelled by anna' }),
    aLine({
      handle: 'b1c2',
      by: 'anna',
      source: 'operator',
      urgency: 'breaking',
      expiresAt: undefined,
    }),
  ]
  const { code, stdout, asked } = await told(['queue', 'shop'], { ...AIRING, takeovers })
  expect(code).toBe(0)
  expect(asked).toEqual(['GET /api/v1/airings/shop'])
  expect(stdout.split('\n')).toEqual([
    'HANDLE  ITEM    SITUATION       DUE       EXPIRES   URGENCY   SECONDS  SOURCE',
    '77aa    news    speaking        09:04:30            routine   12.5     rundown',
    '  Gold is up.',
    '3f9a    prices  waiting, going  09:04:30  09:14:30  routine            rundown',
    '  (1 of 3) Gold is up.',
    'b1c2    anna    waiting         09:04:30  never     breaking           operator',
    '  Gold is up.',
    '  held     until 09:07:00, in 2m',
    'Times are UTC.',
    '',
  ])
})

test('an empty queue says so, and how the airing stands all the same', async () => {
  const { stdout } = await told(['queue', 'shop'], AIRING)
  expect(stdout).toBe(
    'nothing is on its way to air\n  held     until 09:07:00, in 2m\nTimes are UTC.\n',
  )
})

test('as JSON it is what the daemon answered, and a refusal says what to do', async () => {
  const { stdout } = await told(['queue', 'shop', '--format', 'json'], AIRING)
  expect(JSON.parse(stdout)).toEqual(AIRING)
  const no = {
    ok: false,
    code: 'not-found',
    says: 'there is no airing or show "shp"',
    hint: 'did you mean "shop"?',
  }
  const { code, stderr } = await told(['queue', 'shp'], no, 404)
  expect(code).toBe(1)
  expect(stderr).toBe('error: there is no airing or show "shp"\n  hint: did you mean "shop"?\n')
})
