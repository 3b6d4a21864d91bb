#!/usr/bin/env node
/**
 * Hands the questions of a Twitch chat to onair. One file, no part of onair: it knows only the signed intake
 * (docs/questions.md) and Twitch's IRC over WebSocket. Write one like it for any other chat.
 *
 *   CHANNEL=myshow AIRING=evening-show ONAIR=http://127.0.0.1:8420 INTAKE_KEY=… node docs/examples/twitch-chat.mjs
 *
 * Every message that begins with `!ask ` is a question. What the daemon did not take is handed in again, under the same
 * id, so that a question is asked once however often it is sent. A chat that is quiet for too long is told of.
 */
import { createHmac } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import WebSocket from 'ws'

/** Twitch pings every five minutes; a socket that hears nothing for longer is dead, whatever it says of itself. */
const SILENT_MS = 6 * 60_000
const RETRY_FIRST_MS = 1_000
const RETRY_MOST_MS = 60_000
/** Questions that wait for the daemon; the oldest give way. */
const WAITING_MAX = 500
const HAND_IN_AGAIN_MS = 2_000
const ASKED = /^!ask\s+(.+)$/s

export function openChat({
  url = 'wss://irc-ws.chat.twitch.tv:443',
  channel,
  airing,
  onair,
  key,
  quiet = 10 * 60_000,
  silent = SILENT_MS,
  retryFirst = RETRY_FIRST_MS,
  say = (line) => process.stderr.write(`${line}\n`),
}) {
  const waiting = new Map()
  let socket
  let failures = 0
  let closed = false
  let handing = false
  let heard
  let quietAlarm
  let retry
  let again

  const dial = () => {
    if (closed) return
    socket = new WebSocket(url, { perMessageDeflate: false, handshakeTimeout: 10_000 })
    socket.on('open', () => {
      const nick = `justinfan${10_000 + (process.pid % 80_000)}`
      socket.send('CAP REQ :twitch.tv/tags twitch.tv/commands')
      socket.send(`NICK ${nick}`)
      socket.send(`JOIN #${channel.toLowerCase()}`)
      listen()
    })
    socket.on('message', (data) => {
      listen()
      for (const line of String(data).split('\r\n')) if (line !== '') take(line)
    })
    socket.on('error', () => {})
    socket.on('close', redial)
  }

  /** Longer each time, and not all at once. */
  const redial = () => {
    clearTimeout(heard)
    if (closed) return
    failures += 1
    const wait = Math.min(RETRY_MOST_MS, retryFirst * 2 ** (failures - 1)) * (0.5 + Math.random() / 2)
    say(`the chat is gone, dialling again in ${Math.round(wait / 1_000)} s`)
    retry = setTimeout(dial, wait)
  }

  const listen = () => {
    clearTimeout(heard)
    heard = setTimeout(() => socket.terminate(), silent)
  }

  const expectSomebody = () => {
    clearTimeout(quietAlarm)
    quietAlarm = setTimeout(() => {
      say(`ALARM: nobody has written anything for ${Math.round(quiet / 60_000)} min`)
      expectSomebody()
    }, quiet)
  }

  const take = (line) => {
    const { tags, prefix, command, rest } = parsed(line)
    if (command === 'PING') socket.send(`PONG ${rest}`)
    else if (command === 'RECONNECT') socket.close()
    else if (command === '001') failures = 0
    else if (command === 'PRIVMSG') {
      expectSomebody()
      const text = rest.slice(rest.indexOf(' :') + 2)
      const question = ASKED.exec(text)?.[1]
      const name = tags['display-name'] || prefix.split('!')[0]
      if (question && tags.id) hand(tags.id, { asker: tags['user-id'] || name, name, text: question })
    }
  }

  const hand = (id, question) => {
    if (waiting.size >= WAITING_MAX) waiting.delete(waiting.keys().next().value)
    waiting.set(id, question)
    void handIn()
  }

  /** At least once: a question leaves the list when the daemon has it, or will never take it. */
  const handIn = async () => {
    if (handing) return
    handing = true
    clearTimeout(again)
    for (const [id, question] of waiting) {
      const status = await post(id, question)
      // 409: this very message was taken before. Other 4xx: it will not be better next time.
      if (status === 200 || (status >= 400 && status < 500 && status !== 429)) waiting.delete(id)
      else break
    }
    handing = false
    if (waiting.size > 0 && !closed) again = setTimeout(handIn, HAND_IN_AGAIN_MS)
  }

  const post = async (id, question) => {
    const body = JSON.stringify(question)
    const timestamp = String(Math.floor(Date.now() / 1_000))
    try {
      const answer = await fetch(`${onair}/api/v1/airings/${encodeURIComponent(airing)}/questions`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature(key, id, timestamp, body)}`,
        },
        redirect: 'error',
        signal: AbortSignal.timeout(10_000),
      })
      if (answer.status !== 200) say(`question ${id}: the daemon answered ${answer.status}`)
      await answer.arrayBuffer()
      return answer.status
    } catch {
      say(`the daemon does not answer; ${waiting.size} questions wait`)
      return 503
    }
  }

  expectSomebody()
  dial()
  return {
    waiting: () => waiting.size,
    close: () => {
      closed = true
      for (const timer of [heard, quietAlarm, retry, again]) clearTimeout(timer)
      socket?.terminate()
    },
  }
}

const signature = (key, id, timestamp, body) =>
  createHmac('sha256', key.startsWith('whsec_') ? Buffer.from(key.slice(6), 'base64') : key)
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')

const ESCAPED = { ':': ';', s: ' ', '\\': '\\', r: '\r', n: '\n' }

/** `@tags :prefix COMMAND rest`, tags and prefix may be missing. */
function parsed(line) {
  const [, tagText = '', prefix = '', command = '', rest = ''] =
    /^(?:@(\S+) +)?(?::(\S+) +)?(\S+) ?(.*)$/s.exec(line) ?? []
  const tags = Object.fromEntries(
    tagText.split(';').map((tag) => {
      const [name, value = ''] = tag.split(/=(.*)/s)
      return [name, value.replace(/\\(.)/g, (_, sign) => ESCAPED[sign] ?? sign)]
    }),
  )
  return { tags, prefix, command, rest }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { CHANNEL, AIRING, ONAIR = 'http://127.0.0.1:8420', INTAKE_KEY, CHAT } = process.env
  if (!CHANNEL || !AIRING || !INTAKE_KEY) {
    process.stderr.write('CHANNEL, AIRING and INTAKE_KEY are needed; see the head of this file\n')
    process.exit(2)
  }
  const chat = { channel: CHANNEL, airing: AIRING, onair: ONAIR, key: INTAKE_KEY }
  openChat(CHAT ? { ...chat, url: CHAT } : chat)
}
