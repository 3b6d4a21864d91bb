/** A customer's callback address on a real socket; what has come can be waited for. */
import { createServer, type ServerResponse } from 'node:http'
import type { Json } from '../../../daemon/platform/contract.js'
import { parsed } from '../../../daemon/stand-in/softsugar/fields.js'

export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly heard: Json[]
  /** Resolves as soon as this many have come; fails after ten seconds. */
  until(count: number): Promise<readonly Json[]>
}

export async function openReceiver(
  answer: (response: ServerResponse) => void = (response) => response.end('{}'),
): Promise<Receiver> {
  const heard: Json[] = []
  const waiting = new Set<() => void>()
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(Buffer.from(part))
    heard.push(parsed(Buffer.concat(parts).toString()) ?? null)
    answer(response)
    for (const look of waiting) look()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}/callbacks/demo/secret`,
    heard,
    until: (count) =>
      new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(deadline)
          waiting.delete(look)
        }
        const look = () => {
          if (heard.length < count) return
          done()
          resolve(heard)
        }
        const deadline = setTimeout(() => {
          done()
          reject(new Error(`only ${heard.length} of ${count} callbacks came`))
        }, 10_000)
        waiting.add(look)
        look()
      }),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
