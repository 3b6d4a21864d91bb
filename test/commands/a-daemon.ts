/** A command against a daemon that has one answer to everything; what was asked for is kept. */
import { createServer } from 'node:http'
import { inProcess } from './in-process.js'
import type { Told } from './onair.js'

export async function told(
  words: readonly string[],
  answer: object,
  code = 200,
): Promise<Told & { readonly asked: readonly string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(code, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  try {
    return { ...(await inProcess([...words, '--url', url, '--token', 'anna'])), asked }
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
