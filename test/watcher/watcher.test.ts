/** The watcher on real HTTP: its door, the way of the alarms, and what it remembers. Time is moved by hand. */

import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { after, type Duration, millis, seconds, utc } from '../../daemon/core/time.js'
import { secret } from '../../daemon/secret.js'
import { openAlarmLine } from '../../daemon/watcher/alarm-line.js'
import type { Alarm } from '../../daemon/watcher/alarms.js'
import { type Known, NOTHING, remember, remembered } from '../../daemon/watcher/memory.js'
import { openPoster } from '../../daemon/watcher/post.js'
import { STATIONS_MAX } from '../../daemon/watcher/watch.js'
import { at } from '../builders.js'
import { NINE, past } from '../core/plan/builders.js'
import { aFolder } from '../journal/a-journal.js'
import { ALIVE, aHook, aWatcher, post, poster } from './a-watcher.js'

afterAll(() => poster[Symbol.dispose]())

test('posts stop: one alarm in the log and at the address, and one word when they come again', async () => {
  await using hook = await aHook()
  await using watcher = await aWatcher({ alarmUrl: hook.url })
  expect(await watcher.tell({ ...ALIVE, starts: [] })).toBeUndefined()
  await watcher.pass(past(89))
  expect(watcher.lines).toEqual([])
  await watcher.pass(past(90))
  await watcher.pass(past(120))
  expect(watcher.lines).toEqual([expect.stringMatching(/^alert ALARM: nothing is heard of demo/)])
  await watcher.tell({ ...ALIVE, at: utc(past(120)), starts: [] })
  await watcher.line.idle()
  expect(watcher.lines.slice(1)).toEqual(['info over: demo is heard again, 30s after the alarm'])
  expect(hook.got.map(({ kind, is, station }) => [kind, is, station])).toEqual([
    ['silent', 'raised', 'demo'],
    ['silent', 'over', 'demo'],
  ])
})

test('a promised start that is not on air is an alarm after ten seconds', async () => {
  await using hook = await aHook()
  await using watcher = await aWatcher({ alarmUrl: hook.url })
  await watcher.tell()
  await watcher.pass(past(69))
  await watcher.pass(past(70))
  await watcher.tell({ ...ALIVE, at: utc(past(70)), starts: [], onAir: ['tea@9'] })
  await watcher.line.idle()
  expect(hook.got).toMatchObject([
    { kind: 'not-on-air', is: 'raised', airing: 'tea@9', at: utc(past(70)) },
    { kind: 'not-on-air', is: 'over', airing: 'tea@9' },
  ])
})

test('an alarm that cannot be delivered is tried again, in order, and its address is told to nobody', async () => {
  await using hook = await aHook()
  hook.how.status = 503
  await using watcher = await aWatcher({ alarmUrl: hook.url })
  await watcher.tell()
  await watcher.pass(past(70))
  await watcher.pass(past(75))
  await watcher.pass(past(90))
  expect(hook.got).toEqual([])
  hook.how.status = 200
  await watcher.pass(past(105))
  expect(hook.got.map(({ kind }) => kind)).toEqual(['not-on-air', 'silent'])
  expect(watcher.lines.filter((line) => /deliver/.test(line))).toEqual([
    'alert an alarm could not be delivered, and is tried again: it answered 503',
    'info alarms are delivered again',
  ])
  expect(watcher.lines.join()).not.toContain('canary')
})

test('an alarm that could not be delivered before a restart is delivered after it, once', async () => {
  using folder = aFolder()
  const file = join(folder.path, 'state.json')
  await using hook = await aHook()
  hook.how.status = 503
  {
    await using watcher = await aWatcher({ alarmUrl: hook.url, keep: keeping(file) })
    await watcher.tell()
    await watcher.pass(past(70))
  }
  hook.how.status = 200
  for (const from of [past(71), past(72)]) {
    const known = { before: remembered(file), keep: keeping(file), from }
    await using _ = await aWatcher({ alarmUrl: hook.url, ...known })
  }
  expect(hook.got).toMatchObject([{ kind: 'not-on-air', is: 'raised', at: utc(past(70)) }])
})

/** An alarm line whose far end answers when it is told to. */
function aLine(leaveWithin: Duration) {
  const got: string[] = []
  const answers: ((why: undefined) => void)[] = []
  const line = openAlarmLine({
    ...{ url: 'https://hook.example', now: () => NINE, leaveWithin },
    log: { info: () => {}, warn: () => {}, alert: () => {} },
    post: ({ body }) => {
      got.push((body as Alarm).says)
      return new Promise((resolve) => answers.push(resolve))
    },
  })
  const sound = (says: string) =>
    line.sound([{ station: 'demo', kind: 'silent', airing: undefined, is: 'raised', says }])
  return { line, got, answers, sound }
}

test('an alarm that was pushed out while it was on its way takes no other with it', async () => {
  const { line, answers, sound } = aLine(seconds(1))
  for (let n = 0; n <= 200; n += 1) sound(`${n}`)
  expect(line.waiting()).toHaveLength(200)
  answers[0]?.(undefined)
  await expect.poll(() => answers.length).toBe(2)
  expect(line.waiting()).toHaveLength(200)
  expect(line.waiting().at(-1)?.alarm.says).toBe('200')
})

test('whoever leaves does not wait for what does not answer, and it is still known', async () => {
  const { line, got, answers, sound } = aLine(millis(1))
  for (const says of ['a', 'b']) sound(says)
  await line.leave()
  answers[0]?.(undefined)
  await line.idle()
  expect([got, line.waiting().length]).toEqual([['a'], 2])
})

test('nobody is heard without the token, and nothing that is no post', async () => {
  await using watcher = await aWatcher()
  expect(await watcher.tell(ALIVE, { token: undefined })).toBe('it answered 401')
  expect(await watcher.tell(ALIVE, { token: secret('a-guess') })).toBe('it answered 401')
  expect(await watcher.tell({ station: 'demo' })).toBe('it answered 400')
  expect(await watcher.tell({ ...ALIVE, station: '../x' })).toBe('it answered 400')
  expect(await watcher.tell({ ...ALIVE, at: 'soon' })).toBe('it answered 400')
  await watcher.pass(past(500))
  expect(watcher.lines).toEqual([])
  expect((await fetch(`${watcher.url}/healthz`)).status).toBe(200)
})

test('whoever cannot be reached, or does not answer, is said so by a code', async () => {
  expect(await post({ url: 'http://127.0.0.1:1/alive', body: {} })).toBe(
    'it cannot be reached (ECONNREFUSED)',
  )
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const body = {}
  expect(await post({ url: `http://127.0.0.1:${port}`, body, deadline: 50 })).toBe(
    'no answer within 50 ms',
  )
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('whoever leaves waits for no address that swallows what is sent', async () => {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const leaving = openPoster()
  const asked = new Promise((resolve) => server.once('request', resolve))
  const answer = leaving.post({ url: `http://127.0.0.1:${port}`, body: {}, deadline: 60_000 })
  await asked
  leaving[Symbol.dispose]()
  expect(await answer).toMatch(/^it cannot be reached/)
  await new Promise((resolve) => server.close(resolve))
})

test('after a restart it knows what was promised, and which alarms are open', async () => {
  using folder = aFolder()
  const file = join(folder.path, 'state.json')
  expect(remembered(file)).toEqual(NOTHING)
  {
    await using watcher = await aWatcher({ keep: keeping(file) })
    await watcher.tell()
    await watcher.pass(past(70))
  }
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  const before = remembered(file)
  expect(before.trouble).toBeUndefined()
  await using watcher = await aWatcher({ before })
  await watcher.pass(past(80))
  expect(watcher.lines).toEqual([])
  await watcher.pass(past(90))
  expect(watcher.lines).toEqual([expect.stringContaining('nothing is heard of demo')])
})

const keeping = (file: string) => (known: Known) => remember(file, known)

test('a state that is none is told, and begun anew', () => {
  using folder = aFolder()
  const file = join(folder.path, 'state.json')
  for (const text of [
    '',
    '[]',
    '{"form":1,"watched":{"demo":{}}}',
    '{"form":2,"watched":{}}',
    '{"form":1,"watched":{},"waiting":[1]}',
  ]) {
    writeFileSync(file, text)
    expect(remembered(file)).toEqual({ ...NOTHING, trouble: 'it is not what a watcher wrote' })
    expect(readFileSync(file, 'utf8')).toBe(text)
  }
})

test('a disk that keeps nothing is one alert, and the watch goes on', async () => {
  await using watcher = await aWatcher({
    keep: () => {
      throw new Error('disk full')
    },
  })
  await watcher.tell()
  await watcher.tell({ ...ALIVE, at: utc(after(NINE, seconds(1))) })
  await watcher.pass(at('09:01:10'))
  expect(watcher.lines).toEqual([
    'alert what is known cannot be written down: disk full',
    expect.stringContaining('ALARM: tea@9 was to be on air'),
  ])
})

test('one station too many is told so, and once in the log', async () => {
  await using watcher = await aWatcher()
  for (let n = 0; n < STATIONS_MAX; n += 1)
    expect(await watcher.tell({ ...ALIVE, station: `s-${n}` })).toBeUndefined()
  const more = () => watcher.tell({ ...ALIVE, station: 'more' })
  expect([await more(), await more()]).toEqual(['it answered 507', 'it answered 507'])
  expect(watcher.lines).toEqual(['alert 100 stations are watched already: more is not'])
  await watcher.tell({ ...ALIVE, station: 's-0', ends: true })
  expect(await more()).toBeUndefined()
})

test('after the machine slept nobody was silent; who still says nothing then is', async () => {
  await using watcher = await aWatcher()
  await watcher.tell({ ...ALIVE, starts: [] })
  await watcher.leap(at('11:00'))
  expect(watcher.lines).toEqual(['warn between two looks 2h went by: the watch begins anew'])
  await watcher.pass(after(at('11:00'), seconds(89)))
  expect(watcher.lines).toHaveLength(1)
  await watcher.pass(after(at('11:00'), seconds(90)))
  expect(watcher.lines.slice(1)).toEqual([
    expect.stringContaining('nothing is heard of demo since'),
  ])
})
