/** The example adapter, as its own process, between an IRC server over WebSocket and an intake, both of this test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { proven } from '../../daemon/console/signed.js'
import { type Instant, instant } from '../../daemon/core/time.js'
import { secret } from '../../daemon/secret.js'
import { ROOT, until } from '../e2e/onair.js'

const KEY = 'canary-adapter-key-0123456789'
const open: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** Twitch as far as a reader sees it: it greets who names himself, and passes on what is written. */
function anIrc() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const joined: WebSocket[] = []
  const heard: string[] = []
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const line = String(data)
      heard.push(line)
      if (line.startsWith('NICK')) socket.send(':tmi.twitch.tv 001 justinfan1 :Welcome, GLHF!\r\n')
      if (line.startsWith('JOIN')) joined.push(socket)
    })
  })
  open.push(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })
  const last = () => joined.at(-1)
  const write = (id: string, name: string, text: string) =>
    last()?.send(
      `@display-name=${name};id=${id};user-id=77;flags= :${name.toLowerCase()}!x@x PRIVMSG #show :${text}\r\n`,
    )
  const url = () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, heard, joined, write, last }
}

/** What the daemon's door would see; it takes a message or not, as told. */
async function anIntake() {
  const taken: { readonly id: string; readonly body: unknown; readonly path: string }[] = []
  const says = { status: 200, forged: 0 }
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const header = (name: string) => String(request.headers[name] ?? '')
    const signature = {
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
    }
    const proof = proven(signature, body, [secret(KEY)], instant(Date.now()) as Instant)
    if (!proof.ok) says.forged += 1
    taken.push({ id: signature.id, body: JSON.parse(body), path: request.url ?? '' })
    response.writeHead(says.status).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => void server.close())
  return { taken, says, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

function anAdapter(chat: string, onair: string) {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(ROOT, 'docs/examples/twitch-chat.mjs')],
    {
      env: { CHANNEL: 'Show', AIRING: 'evening', ONAIR: onair, INTAKE_KEY: KEY, CHAT: chat },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  open.push(() => void child.kill('SIGKILL'))
}

test('a chat’s questions are handed in, signed, once each, over a lost line and a daemon that is away', async () => {
  const irc = anIrc()
  const intake = await anIntake()
  anAdapter(irc.url(), intake.url)
  await until('it joined', () => irc.joined.length === 1)
  expect(irc.heard).toContain('JOIN #show')

  irc.last()?.send('PING :tmi.twitch.tv\r\n')
  await until('it answers pings', () => irc.heard.includes('PONG :tmi.twitch.tv'))

  irc.write('m-1', 'Ann', 'hello everybody')
  irc.write('m-2', 'Ann', '!ask When do you ship? :)')
  await until('the question is there', () => intake.taken.length === 1)
  expect(intake.taken).toEqual([
    {
      id: 'm-2',
      path: '/api/v1/airings/evening/questions',
      body: { asker: '77', name: 'Ann', text: 'When do you ship? :)' },
    },
  ])

  intake.says.status = 503
  irc.write('m-3', 'Bob', '!ask Is it blue?')
  await until('it was tried', () => intake.taken.length === 2)
  intake.says.status = 200
  await until('it was tried again, under the same id', () => intake.taken.length === 3)
  expect(intake.taken.slice(1).map(({ id }) => id)).toEqual(['m-3', 'm-3'])

  irc.last()?.terminate()
  await until('it dialled again', () => irc.joined.length === 2)
  irc.write('m-4', 'Cem', '!ask Still there?')
  await until('and goes on', () => intake.taken.length === 4)
  expect(intake.says.forged).toBe(0)
}, 60_000)
