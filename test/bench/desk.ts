/**
 * The operator's door: from an order's request to the first byte at the stand-in, through HTTP, the guard, the audit and
 * an fsync, less what the wire itself takes; and what a hundred listeners do to the loop.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'undici'
import { aDeskOnDisk, type DeskOnDisk, LOCAL_TOKEN } from '../console/a-desk-on-disk.js'
import { type Figure, percentile } from './measure.js'

const ORDERS = 300
const LISTENERS = 100
const NEWS = 1_000

export async function deskFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'))
  try {
    return [await orderFigure(join(folder, 'orders')), await fanOutFigure(join(folder, 'events'))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The vendor is a server of its own: its clock stops when the first byte of a call is there. */
async function orderFigure(folder: string): Promise<Figure> {
  let arrived: (at: number) => void = () => {}
  const vendor = createServer((request, response) => {
    arrived(performance.now())
    request.resume()
    response.end('{}')
  })
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  const address = vendor.address()
  const port = typeof address === 'object' ? address?.port : 0
  const wire = new Pool(`http://127.0.0.1:${port}`)
  const call = () =>
    wire.request({ method: 'POST', path: '/', body: '{}' }).then(({ body }) => body.dump())
  const wait = () =>
    new Promise<number>((resolve) => {
      arrived = resolve
    })
  await using desk = await aDeskOnDisk(folder, {
    answersAfterMs: 5,
    called: ({ type }) => {
      if (type === 'cut-in') void call()
    },
  })
  const door = new Pool(desk.url)
  const control: number[] = []
  const whole: number[] = []
  for (let n = 0; n < ORDERS; n += 1) {
    const plain = wait()
    const from = performance.now()
    await call()
    control.push((await plain) - from)
    const came = wait()
    const ordered = performance.now()
    await cutIn(door, n)
    whole.push((await came) - ordered)
  }
  await Promise.all([door.close(), wire.close()])
  vendor.close()
  const [bare, all] = [control, whole].map((times) => times.slice(ORDERS / 10))
  const p = (times: readonly number[] | undefined, share: number) => percentile(times ?? [], share)
  return {
    what: 'an order over HTTP to the first byte at the vendor, with audit and fsync, less a bare call',
    saw: `p50 ${(p(all, 0.5) - p(bare, 0.5)).toFixed(2)} ms, p99 ${(p(all, 0.99) - p(bare, 0.99)).toFixed(2)} ms (bare call p50 ${p(bare, 0.5).toFixed(2)} ms)`,
    aim: 'p99 ≤ 10 ms',
  }
}

const cutIn = async (door: Pool, n: number): Promise<void> => {
  const { body } = await door.request({
    method: 'POST',
    path: '/api/v1/airings/shop/say',
    headers: { authorization: `Bearer ${LOCAL_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      request: `request-${n}`,
      text: 'The blue one is sold out, thank you all.',
      how: 'interrupt',
    }),
  })
  const answer = await body.text()
  if (!answer.includes('"ok":true')) throw new Error(answer)
}

/** How late a timer is while a thousand pieces of news go out, to nobody and to a hundred. */
async function fanOutFigure(folder: string): Promise<Figure> {
  await using desk = await aDeskOnDisk(folder)
  const alone = await latenessDuring(() => happen(desk))
  const dropped = new AbortController()
  let heard = 0
  await Promise.all(
    Array.from({ length: LISTENERS }, async () => {
      const headers = { authorization: `Bearer ${LOCAL_TOKEN}` }
      const { signal } = dropped
      const { body } = await fetch(`${desk.url}/api/v1/events`, { headers, signal })
      void (async () => {
        for await (const chunk of body ?? []) heard += chunk.length
      })().catch(() => {})
    }),
  )
  const crowded = await latenessDuring(() => happen(desk))
  dropped.abort()
  const p99 = (late: readonly number[]) => percentile(late, 0.99).toFixed(2)
  return {
    what: `lateness of a timer while ${NEWS} pieces of news are written, with ${LISTENERS} listeners`,
    saw: `p99 ${p99(crowded)} ms (to nobody ${p99(alone)} ms); ${(heard / 1e6).toFixed(1)} MB went out in the same process that received them`,
    aim: 'p99 ≤ 10 ms',
  }
}

async function happen(desk: DeskOnDisk): Promise<void> {
  for (let n = 0; n < NEWS; n += 1) {
    const by = ((n % 2) * 9_000) as never
    desk.loop.post({ type: 'clock-doubted', account: 'demo' as never, by }, {})
    await new Promise((go) => setTimeout(go, 1))
  }
}

async function latenessDuring(work: () => Promise<void>): Promise<readonly number[]> {
  const late: number[] = []
  let due = performance.now() + 5
  const tick = () => {
    late.push(Math.max(0, performance.now() - due))
    due = performance.now() + 5
    timer = setTimeout(tick, 5)
  }
  let timer = setTimeout(tick, 5)
  await work()
  clearTimeout(timer)
  return late
}
