/** `onair status` of what a daemon answers: what it says is told, nothing is reckoned here. */
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import type { AiringStatus, Status } from '../../daemon/console/status.js'
import { inProcess } from './in-process.js'

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

async function status(more: Partial<Omit<Status, 'airings'>> & { airings?: readonly object[] }) {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ station: 'demo', now: NOW, airings: [], ...more }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  try {
    return (await inProcess(['status', '--url', url, '--token', 'anna'])).stdout
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

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
