/** SIGTERM, step by step: no new calls, those under way are waited for, committed, a last heartbeat, and systemd knows. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { rowsIn } from '../journal/a-journal.js'
import { APP_KEY, aRundown, aStation, KNOCK, requests } from './a-station.js'
import { start, until } from './onair.js'

const shop = aRundown(
  'shop',
  'always: true',
  'cue: pitch, every: 2s, say: This is what we have for you today.',
)

/** Between the daemon and the vendor: the answers to takeovers are held back until they are let go. */
async function aHolder() {
  let vendor = ''
  let holding = false
  let held: (() => void)[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(Buffer.from(part))
    const body = Buffer.concat(parts).toString()
    const { authorization } = request.headers
    const answer = await fetch(`${vendor}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      ...(body === '' ? {} : { body }),
    })
    const text = await answer.text()
    const reply = () => response.writeHead(answer.status).end(text)
    if (holding && request.url?.includes('/command/queue')) held.push(reply)
    else reply()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    between: async (to: string) => {
      vendor = to
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    },
    hold: () => {
      holding = true
    },
    held: () => held.length,
    letGo: () => {
      holding = false
      for (const reply of held) reply()
      held = []
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test.concurrent('a call under way is waited for and settled; nothing new leaves but the last heartbeat; systemd is told', async () => {
  await using holder = await aHolder()
  await using station = await aStation({ rundowns: { 'shop.yaml': shop }, between: holder.between })
  const said = join(station.folder, 'said')
  writeFileSync(join(station.folder, 'systemd-notify'), `#!/bin/sh\necho "$1" >> '${said}'\n`)
  chmodSync(join(station.folder, 'systemd-notify'), 0o755)
  const PATH = `${station.folder}${delimiter}${process.env.PATH}`
  const env = {
    APP_KEY,
    KNOCK,
    PATH,
    NOTIFY_SOCKET: '/run/systemd/notify',
    WATCHDOG_USEC: '3000000',
  }
  await using daemon = start(['run'], { cwd: station.folder, env })
  await daemon.said(/AIRED pitch/)
  holder.hold()
  await until('a takeover is under way', () => holder.held() > 0)
  daemon.kill('SIGTERM')
  await until('it is leaving', () => readFileSync(said, 'utf8').includes('STOPPING=1'))
  const before = station.record().length
  holder.letGo()
  expect((await daemon.ended).code).toBe(0)
  const after = requests(station.record().slice(before)).map(({ endpoint }) => endpoint)
  expect(after.at(-1)).toBe('heartbeat')
  expect(new Set(after)).not.toContain('queue')
  const open = "select key from intent where state in ('intended', 'ambiguous')"
  expect(rowsIn(join(station.data, 'journal.db'), open)).toEqual([])
  const words = readFileSync(said, 'utf8').split('\n').filter(Boolean)
  expect(words[0]).toBe('READY=1')
  expect(words).toEqual(expect.arrayContaining(['WATCHDOG=1', 'STOPPING=1']))
})

test.concurrent('a second signal leaves at once, whatever is under way', async () => {
  await using holder = await aHolder()
  await using station = await aStation({ rundowns: { 'shop.yaml': shop }, between: holder.between })
  const daemon = await station.run()
  await daemon.said(/AIRED pitch/)
  holder.hold()
  await until('a takeover is under way', () => holder.held() > 0)
  const before = station.summary().sessions.length
  daemon.kill('SIGTERM')
  await until('it is leaving', () => !existsSync(join(station.data, 'desk.json')))
  daemon.kill('SIGTERM')
  expect((await daemon.ended).code).toBe(1)
  expect(holder.held()).toBeGreaterThan(0)
  holder.letGo()
  const from = station.record().length
  await station.run()
  const beats = () =>
    requests(station.record().slice(from)).some(({ endpoint }) => endpoint === 'heartbeat')
  await station.until('the same session is beaten again', beats)
  expect(station.summary().sessions).toHaveLength(before)
})

test.concurrent('a terminal that is closed is an orderly leaving', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const daemon = await station.run()
  await daemon.said(/AIRED pitch/)
  daemon.kill('SIGHUP')
  expect((await daemon.ended).code).toBe(0)
  expect(requests(station.record()).at(-1)?.endpoint).toBe('heartbeat')
})
