/** `onair status` of what a daemon answers: what it says is told, nothing is reckoned here. */
import { expect, test } from 'vitest'
import type { AiringStatus, Status } from '../../daemon/console/status.js'
import { told } from './a-daemon.js'

const NOW = '2026-11-23T09:05:00.000Z'

const onAir = (more: Partial<AiringStatus> = {}) => ({
  airing: 'shop@2026-11-23T09:00+00:00',
  situation: 'on-air',
  startsAt: '2026-11-23T09:00:00+00:00',
  session: 's1',
  heardAt: '2026-11-23T09:04:00+00:00',
  queued: [],
  waiting: 0,
  ...more,
})

const status = async (
  more: Partial<Omit<Status, 'airings'>> & { airings?: readonly object[] },
): Promise<string> =>
  (await told(['status'], { station: 'demo', now: NOW, airings: [], ...more })).stdout

test('a platform is silent when the daemon says so, not by what the command reckons', async () => {
  expect(await status({ airings: [onAir()] })).not.toContain('silent')
  const silentSince = '2026-11-23T09:04:15+00:00'
  expect(await status({ airings: [onAir({ silentSince })] })).toContain(
    '  silent   for 45 s: the platform accepts no heartbeat, nothing new airs\n',
  )
})

test('what a show waits for stands below it', async () => {
  const waitsUntil = 'the clocks agree'
  expect(await status({ airings: [onAir({ waitsUntil })] })).toContain(
    '  waits    until the clocks agree\n',
  )
})

test('what is wrong with the disk comes first, with since when and what to do', async () => {
  const disk = {
    is: 'full',
    since: '2026-11-23T03:12:07.250Z',
    says: 'the disk is full, the journal cannot be written: nothing is aired until it can',
    todo: 'make room',
  } as const
  expect((await status({ disk, airings: [onAir()] })).split('\n')[0]).toBe(
    `DISK, since 2026-11-23 03:12:07: ${disk.says}; make room`,
  )
  expect(await status({ disk })).toContain('make room\ndemo: nothing is planned\n')
  expect(await status({})).toBe('demo: nothing is planned\n')
})

test('what is heard, what comes next and how long it goes on, each in a line', async () => {
  const shown = await status({
    airings: [
      onAir({
        endsAt: '2026-11-23T10:30:00+00:00',
        speaking: 'prices: Gold is up.',
        speakingSince: '2026-11-23T09:04:48+00:00',
        queued: ['sponsor: And now a word.', 'weather: It rains.'],
        waiting: 2,
        nextCue: { cue: 'sports', at: '2026-11-23T09:07:05+00:00', title: 'The results.' },
      }),
    ],
  })
  expect(shown.split('\n').slice(2, 7)).toEqual([
    '  now      for 12s, prices: Gold is up.',
    '  next     sponsor: And now a word.',
    '  waiting  3 more',
    '  cue      in 2m5s, at 09:07:05: sports: The results.',
    '  ends     in 1h25m, at 10:30:00',
  ])
})

test('a channel on which nothing is said is on its script, and whoever has the microphone is named', async () => {
  expect(await status({ airings: [onAir()] })).toContain('  now      the looping script\n')
  const live = { by: 'anna', situation: 'on-air', since: '2026-11-23T09:04:00+00:00' } as const
  const shown = await status({ airings: [onAir({ voice: live })] })
  expect(shown).toContain('  live     anna speaks, for 1m\n')
  expect(shown).not.toContain('script')
  expect(
    await status({ airings: [onAir({ voice: { ...live, situation: 'clearing' } })] }),
  ).toContain('  live     anna waits for the line, for 1m\n')
})

test('what is planned or being opened says in how long it starts', async () => {
  const startsAt = '2026-11-24T11:20:00+00:00'
  expect(await status({ airings: [{ ...onAir({ startsAt }), situation: 'planned' }] })).toContain(
    'planned (in 1d2h)',
  )
  const soon = { ...onAir({ startsAt: '2026-11-23T09:05:42+00:00' }), situation: 'ready' }
  expect(await status({ airings: [soon] })).toContain('  starts   in 42s\n')
})

test('while the platform has nothing, what comes next is what waits here', async () => {
  const held = { firstWaiting: 'operator: We are back soon.', waiting: 2 }
  const shown = await status({ airings: [onAir(held)] })
  expect(shown).toContain('  next     operator: We are back soon.\n  waiting  1 more\n')
})

test('what is over is told for five minutes, and for longer only when it is asked for', async () => {
  const over = (overAt: string) =>
    onAir({ situation: 'closed', overAt, because: 'its time was over' })
  const airings = [over('2026-11-23T09:01:00+00:00')]
  expect(await status({ airings })).toContain('closed')
  const old = { station: 'demo', now: NOW, airings: [over('2026-11-23T08:59:00+00:00')] }
  expect((await told(['status'], old)).stdout).toBe('demo: nothing is planned\n')
  expect((await told(['status', '--all'], old)).stdout).toContain('closed')
})

test('below the table stands in which zone its times are', async () => {
  expect(await status({ airings: [onAir()] })).toMatch(/\nTimes are UTC\.\n$/)
  const kolkata = onAir({ startsAt: '2026-11-23T14:30:00+05:30' })
  expect(await status({ airings: [kolkata] })).toMatch(/\nTimes are UTC\+05:30\.\n$/)
  expect(await status({ airings: [onAir(), kolkata] })).toMatch(
    /\nTimes are those of each show\.\n$/,
  )
})
