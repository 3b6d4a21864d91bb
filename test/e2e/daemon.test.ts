import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SentEvent } from '../../daemon/commands/event-stream.js'
import { ahead, aRundown, aStation, requests } from './a-station.js'
import { heard } from './heard.js'

const shop = aRundown(
  'shop',
  'always: true',
  'cue: pitch, every: 2s, say: This is what we have for you today.',
)

test.concurrent('SIGTERM leaves the session on air with a last heartbeat; stop closes it and ends the daemon', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const first = await station.run()
  await first.said(/AIRED pitch/)
  const before = station.record().length
  first.kill('SIGTERM')
  expect((await first.ended).code).toBe(0)
  expect(existsSync(join(station.data, 'desk.json'))).toBe(false)
  expect(requests(station.record().slice(before)).at(-1)).toMatchObject({
    endpoint: 'heartbeat',
    refused: undefined,
  })
  expect(station.summary().stillOpen).toHaveLength(1)

  const second = await station.run()
  await second.said(/AIRED pitch/)
  const stop = await station.onair('stop', '--station', 'e2e')
  expect(stop).toMatchObject({ code: 0, stdout: '1 being closed, then onair ends\n', stderr: '' })
  expect((await second.ended).code).toBe(0)
  expect(station.summary()).toMatchObject({ stillOpen: [], sessions: [{ endedAs: 5 }] })
  expect(await station.onair('status')).toMatchObject({ code: 3 })
})

test.concurrent('one channel that was stopped is held, also over a restart, until it is started again', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const first = await station.run()
  await first.said(/ON AIR/)
  expect((await station.onair('stop', 'shop')).stdout).toContain('onair start shop')
  await station.until('it is closed', () => station.summary().stillOpen.length === 0)
  expect((await station.onair('stop', 'shop')).code).toBe(1)
  first.kill('SIGINT')
  expect((await first.ended).code).toBe(0)

  const second = await station.run()
  const { code, stdout } = await station.onair('start', 'shop')
  expect([code, stdout]).toEqual([0, '"shop" is being opened\n'])
  await second.said(/ON AIR/)
  expect(station.summary().sessions).toHaveLength(2)
  expect((await station.onair('stop', '--station', 'e2e')).code).toBe(0)
  expect((await second.ended).code).toBe(0)
})

test.concurrent('a show that was stopped goes on for the rest of its time, also over a restart', async () => {
  const { written } = ahead(4)
  const tea = aRundown('tea', `at: ${written}, duration: 10m`)
  await using station = await aStation({ rundowns: { 'tea.yaml': tea } })
  const first = await station.run()
  await first.said(/ON AIR/)
  expect((await station.onair('stop', 'tea')).stdout).toContain('onair start tea')
  await station.until('it is closed', () => station.summary().stillOpen.length === 0)
  first.kill('SIGINT')
  expect((await first.ended).code).toBe(0)

  const second = await station.run()
  const { code, stdout } = await station.onair('start', `tea@${written.slice(0, 19)}`)
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/^tea@.* is being opened again, until its end at /),
  ])
  await second.said(/ON AIR/)
  expect(station.summary().sessions).toHaveLength(2)
  expect((await station.onair('start', 'tea')).stderr).toContain('"tea" was not stopped')
})

test.concurrent('stop ends a daemon that has nothing on air', async () => {
  const { written } = ahead(3_600)
  const later = aRundown('later', `at: ${written}, duration: 1h`)
  await using station = await aStation({ rundowns: { 'later.yaml': later } })
  const daemon = await station.run()
  expect(await station.onair('stop')).toMatchObject({
    code: 2,
    stdout: '',
    stderr:
      'error: this closes every show and ends onair; say so: onair stop --station e2e (one show: onair stop SHOW)\n',
  })
  expect(await station.onair('stop', '--station', 'e2e')).toMatchObject({
    code: 0,
    stdout: 'nothing is on air; onair ends\n',
  })
  expect((await daemon.ended).code).toBe(0)
  // It has looked whether the platform runs anything that nobody knows, and asked for nothing else.
  const asked = station
    .record()
    .flatMap((entry) => (entry.type === 'request' ? [entry.endpoint] : []))
  expect(asked.filter((one) => one !== 'token' && one !== 'running')).toEqual([])
})

test.concurrent('a copy of the folder is refused until somebody says that it moved', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  daemon.kill('SIGKILL')
  await daemon.ended
  const aside = `${station.data}-aside`
  cpSync(station.data, aside, { recursive: true })
  rmSync(station.data, { recursive: true })
  cpSync(aside, station.data, { recursive: true })
  const before = requests(station.record()).length
  const copy = await station.onair('run')
  expect(copy).toMatchObject({ code: 1, stdout: '' })
  expect(copy.stderr).toMatch(/^error: .*its files were copied here.*onair run --moved$/m)
  expect(requests(station.record())).toHaveLength(before)
  const moved = await station.run('--moved')
  await moved.said(/the journal has a gap: its files were copied here/)
  expect(station.summary().sessions).toHaveLength(1)
})

test.concurrent('a second daemon on the same folder is refused, and the first goes on', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const first = await station.run()
  const second = await station.onair('run')
  expect(second).toMatchObject({ code: 1, stdout: '' })
  expect(second.stderr).toMatch(/^error: another onair runs on .*data: stop it first/m)
  await first.said(/AIRED pitch/)
  const status = await station.onair('status', '--format', 'json')
  expect(JSON.parse(status.stdout)).toMatchObject({ airings: [{ situation: 'on-air' }] })
})

test.concurrent('no slot, then free; ended by the platform, then followed: never two sessions at once', async () => {
  await using station = await aStation({
    rundowns: { 'shop.yaml': shop },
    faults: 'init=3s,no-slot=1',
  })
  const daemon = await station.run()
  await daemon.said(/could not open, account-full/)
  await daemon.said(/ON AIR/)
  await daemon.said(/AIRED pitch/)
  const [first] = station.summary().sessions
  station.vendor.model.fault(first?.session ?? '', 50, station.now())
  await station.until(
    'another session is live',
    () => station.summary().sessions[1]?.liveAt !== undefined,
  )
  const [lost, next] = station.summary().sessions
  expect(lost?.endedAs).toBe(50)
  expect(Number(next?.createdAt)).toBeGreaterThanOrEqual(Number(lost?.endedAt))
  const rows = await station.log()
  expect(rows.filter(({ type }) => type === 'session')).toMatchObject([
    { status: 'aired_partial', reason: 'PROVIDER_SESSION_LOST' },
  ])
  await station.onair('stop', '--station', 'e2e')
  expect((await daemon.ended).code).toBe(0)
  expect(station.summary()).toMatchObject({ stillOpen: [], sessions: [{}, {}] })
})

test.concurrent('after a failed init the next session is opened', async () => {
  await using station = await aStation({
    rundowns: { 'shop.yaml': shop },
    faults: 'init=2s,init-fails=1',
  })
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  expect(station.summary().sessions).toMatchObject([{ endedAs: 99 }, { endedAs: undefined }])
})

test.concurrent('a log that cannot be written ends nobody’s show', async () => {
  if (!existsSync('/dev/full')) return
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  await using _daemon = station.into('/dev/full')
  const spoken = () => station.summary().sessions[0]?.spoken.length ?? 0
  await station.until('two takeovers are spoken', () => spoken() >= 2)
  expect(await station.onair('stop', '--station', 'e2e')).toMatchObject({ code: 0 })
  await station.until('it is closed', () => station.summary().stillOpen.length === 0)
})

test.concurrent('its files are for its owner only, and nothing is left in other places', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  expect(readdirSync(station.folder).sort()).toEqual(['config.yaml', 'data', 'playlists'])
  expect(new Set(station.modes())).toEqual(new Set(['600']))
})

test.concurrent('who listened to a daemon that was killed goes on at the next one: none missed, none twice', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const first = await station.run()
  const before = heard(station, '0', () => false)
  await first.said(/(?:AIRED pitch[\s\S]*){2}/)
  first.kill('SIGKILL')
  const lost = await before
  const last = lost.at(-1)?.id ?? ''
  expect(lost.length).toBeGreaterThan(5)
  // It airs while nobody listens.
  const second = await station.run()
  await second.said(/AIRED pitch/)
  const aired = (all: readonly SentEvent[]) =>
    all.filter(({ data }) => data.includes('"aired"')).length
  const found = await heard(station, last, (all) => aired(all) > 1)
  expect(found.map(({ kind }) => kind)).not.toContain('gap')
  const joined = [...lost, ...found]
  const whole = await heard(station, '0', (all) => all.at(-1)?.id === joined.at(-1)?.id)
  expect(joined).toEqual(whole)
  expect(new Set(joined.map(({ id }) => id)).size).toBe(joined.length)
})
