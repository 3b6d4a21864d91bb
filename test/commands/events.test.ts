/** `onair events` against a daemon that never falls silent. */
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { inProcess } from './in-process.js'

const eventAt = (number: number) => {
  const data = { at: '2026-11-23T09:00:00.250Z', airing: 'shop', level: 'info', says: `${number}` }
  return `id: abc.${number}\nevent: tell\ndata: ${JSON.stringify(data)}\n\n`
}

/** Three events are kept; as soon as they were sent, more and more happens. */
async function aBusyDaemon() {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://daemon')
    if (searchParams.get('kinds') === 'none') {
      response.writeHead(400).end('{"ok":false,"code":"invalid","says":"no such kind"}')
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    let number = searchParams.get('after') === '0' ? 0 : 3
    response.write(`retry: 2000\nid: abc.${number}\n\n`)
    const more = () => {
      number += 1
      if (!response.destroyed) response.write(eventAt(number), () => setImmediate(more))
    }
    more()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

test('what is kept ends where it was asked for, however much goes on happening', async () => {
  await using daemon = await aBusyDaemon()
  const told = await inProcess(['events', '--url', daemon.url, '--token', 'anna'])
  expect(told).toEqual({
    code: 0,
    stdout: [1, 2, 3].map((n) => `09:00:00.250  abc.${n}  tell  shop  info  ${n}\n`).join(''),
    stderr: '',
  })
})

test('a refusal is told in its words', async () => {
  await using daemon = await aBusyDaemon()
  const words = ['events', '--url', daemon.url, '--token', 'anna', '--kinds', 'none']
  expect(await inProcess(words)).toMatchObject({ code: 1, stderr: 'error: no such kind\n' })
})
