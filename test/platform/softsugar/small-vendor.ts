/**
 * A real HTTP server on loopback that does as a test says: answers, falls silent, or hangs up. It
 * issues tokens `access-token-1`, `-2` … unless told otherwise, and remembers what it was asked.
 */
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Asked {
  readonly path: string
  readonly body: unknown
  readonly bearer: string | undefined
}

/** JSON with a status, `silent`: never answers, `hangs-up`: takes the request and resets. */
export type Doing =
  | { readonly status?: number; readonly json: unknown }
  | { readonly status?: number; readonly raw: string; readonly headers?: Record<string, string> }
  | 'silent'
  | 'hangs-up'

export interface SmallVendor extends AsyncDisposable {
  readonly url: string
  readonly asked: readonly Asked[]
  readonly askedFor: (ending: string) => readonly Asked[]
}

export const TOKEN = '/access/api/token'
export const REFRESH = '/access/api/token/refresh'
export const success = (data?: unknown): Doing => ({ json: { code: 0, message: 'success', data } })
export const refusal = (message: string, status = 200): Doing => ({
  status,
  json: { code: 7, message },
})
export const pair = (n: number, expiresIn = 28_800): Doing =>
  success({
    accessToken: `access-token-${n}`,
    expiresIn,
    refreshToken: `refresh-token-${n}`,
    refreshTokenExpiresIn: 86_400,
  })

/** `does` decides; undefined: tokens are issued, everything else succeeds. */
export async function openSmallVendor(
  does: (asked: Asked) => Doing | undefined = () => undefined,
): Promise<SmallVendor> {
  const asked: Asked[] = []
  let issued = 0
  const usual = ({ path }: Asked): Doing => {
    if (!path.endsWith(TOKEN) && !path.endsWith(REFRESH)) return success()
    issued += 1
    return pair(issued)
  }
  const server = createServer(async (request, response) => {
    const words = await text(request).catch(() => '')
    const one: Asked = {
      path: request.url ?? '',
      body: words === '' ? undefined : JSON.parse(words),
      bearer: request.headers.authorization?.replace('Bearer ', ''),
    }
    asked.push(one)
    const doing = does(one) ?? usual(one)
    if (doing === 'silent') return
    if (doing === 'hangs-up') {
      response.destroy()
      return
    }
    const headers = 'raw' in doing ? doing.headers : { 'content-type': 'application/json' }
    response.writeHead(doing.status ?? 200, headers)
    response.end('raw' in doing ? doing.raw : JSON.stringify(doing.json))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    askedFor: (ending) => asked.filter(({ path }) => path.endsWith(ending)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
