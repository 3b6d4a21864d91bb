import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MEDIA_ADDRESS_LIFE } from '../../daemon/core/limits.js'
import { type Instant, instant } from '../../daemon/core/time.js'
import { nowhere, onOwnServer, signer, signingKey, whenWanted } from '../../daemon/media/publish.js'
import { type Bucket, inBucket } from '../../daemon/media/publish-s3.js'
import type { Kept } from '../../daemon/media/vault.js'
import { aDoor } from '../console/a-console.js'
import { signedBucket } from './signed-bucket.js'
import { emptyFolder } from './with-ffmpeg.js'

const HASH = 'ab'.repeat(32)
const CONTENT = '0123456789'
const folder = emptyFolder()
const kept: Kept = {
  path: join(folder, `${HASH}.mp3`),
  hash: HASH,
  ending: '.mp3',
  bytes: CONTENT.length,
  form: {
    kind: 'sound',
    container: 'mp3',
    codec: 'libmp3lame',
    rate: 48_000,
    channels: 2,
    kbits: 192,
  },
  length: undefined,
  loudness: undefined,
  truePeak: undefined,
  how: undefined,
}
writeFileSync(kept.path, CONTENT)

describe('from the daemon itself', () => {
  const now = instant(Date.UTC(2026, 10, 29))
  const signs = signer(Buffer.alloc(32, 7))
  const doorAt = (at: Instant) => ({
    open: (name: string, expires: string, signature: string) =>
      name === `${HASH}.mp3` && signs.holds(name, expires, signature, at)
        ? { path: kept.path, type: 'audio/mpeg' }
        : undefined,
  })
  const addressAt = async (base: string) => {
    const published = await onOwnServer(base, signs, () => now).publish(kept)
    if (!published.ok) throw new Error(published.says)
    return published.url
  }

  test('the address gives the file, and parts of it, as players ask', async () => {
    await using door = await aDoor({ media: doorAt(now) })
    const url = await addressAt(door.url)
    const whole = await fetch(url)
    expect(await whole.text()).toBe(CONTENT)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': '10',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    })
    const part = await fetch(url, { headers: { range: 'bytes=2-4' } })
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ])
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe('10')
    expect((await fetch(url, { headers: { range: 'bytes=50-' } })).status).toBe(416)
  })

  test('without the signature, with another, for another file, or too late there is nothing', async () => {
    await using door = await aDoor({ media: doorAt(now) })
    const url = new URL(await addressAt(door.url))
    const status = async (change: (url: URL) => void) => {
      const other = new URL(url)
      change(other)
      return (await fetch(other)).status
    }
    expect(await status(() => {})).toBe(200)
    expect(await status((one) => one.searchParams.delete('signature'))).toBe(404)
    expect(await status((one) => one.searchParams.set('signature', 'a'.repeat(43)))).toBe(404)
    expect(await status((one) => one.searchParams.set('expires', '9999999999'))).toBe(404)
    const elsewhere = (one: URL) => {
      one.pathname = '/media/..%2f..%2fmedia-key'
    }
    expect(await status(elsewhere)).toBe(404)
    await using late = await aDoor({ media: doorAt(instant(now + MEDIA_ADDRESS_LIFE - 1)) })
    expect((await fetch(await addressAt(late.url))).status).toBe(200)
    const hour = 3_600_000
    const over = doorAt(instant(now + MEDIA_ADDRESS_LIFE + hour))
    await using tooLate = await aDoor({ media: over })
    expect((await fetch(await addressAt(tooLate.url))).status).toBe(404)
  })

  test('the key outlives the daemon, and without an address it is said what to do', async () => {
    const path = join(folder, 'key')
    expect(signingKey(path)).toEqual(signingKey(path))
    expect(await nowhere('set http.publicUrl').publish(kept)).toEqual({
      ok: false,
      says: 'set http.publicUrl',
    })
  })
})

test('what could not be made for one file is made for the next, and once', async () => {
  let made = 0
  const publisher = whenWanted(() => {
    made += 1
    if (made === 1) throw new Error('too many open files')
    return nowhere('made')
  })
  expect(made).toBe(0)
  await publisher[Symbol.asyncDispose]()
  expect(await publisher.publish(kept)).toEqual({
    ok: false,
    says: 'nothing can be published: Error: too many open files',
  })
  expect(await publisher.publish(kept)).toEqual({ ok: false, says: 'made' })
  expect(await publisher.publish(kept)).toEqual({ ok: false, says: 'made' })
  expect(made).toBe(2)
})

describe('from a bucket', () => {
  const warnings: string[] = []
  const hear = ({ message }: Error) => warnings.push(message)
  beforeAll(() => process.on('warning', hear))
  afterAll(() => process.off('warning', hear))
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: emptyFolder(),
    configureBuckets: [{ name: 'onair-media', configs: [] }],
  })
  let endpoint = ''
  beforeAll(async () => {
    const { port } = await server.run()
    endpoint = `http://127.0.0.1:${port}`
  })
  afterAll(() => server.close())
  const bucket = (more: Partial<Bucket> = {}): Bucket => ({
    bucket: 'onair-media',
    region: 'us-east-1',
    endpoint,
    prefix: 'onair/',
    pathStyle: true,
    accessKeyId: () => 'S3RVER',
    secretAccessKey: () => 'S3RVER',
    ...more,
  })

  test('a file is uploaded under its hash, and whoever has the address gets it, in parts too', async () => {
    await using publisher = inBucket(bucket())
    const [published, again] = await Promise.all([publisher.publish(kept), publisher.publish(kept)])
    if (!published.ok || !again.ok) throw new Error(JSON.stringify([published, again]))
    expect(new URL(published.url).pathname).toBe(`/onair-media/onair/${HASH}.mp3`)
    const whole = await fetch(published.url)
    expect(await whole.text()).toBe(CONTENT)
    expect(whole.headers.get('content-type')).toBe('audio/mpeg')
    const part = await fetch(published.url, { headers: { range: 'bytes=2-4' } })
    expect([part.status, await part.text()]).toEqual([206, '234'])
    expect(new URL(published.url).searchParams.get('X-Amz-Expires')).toBe('172800')
  })

  test('whoever reads the log of the daemon hears nothing of the versions its library wants', () => {
    expect(warnings.filter((message) => /AWS|node/i.test(message))).toEqual([])
  })

  test('what is there already is not uploaded again', async () => {
    await using publisher = inBucket(bucket())
    const gone = { ...kept, path: join(folder, 'gone.mp3') }
    expect((await publisher.publish(gone)).ok).toBe(true)
  })

  test('a bucket that is not there, or keys that are wrong, end in a sentence without a key', async () => {
    for (const wrong of [{ bucket: 'nobodys' }, { accessKeyId: () => 'canary-4711' }]) {
      await using publisher = inBucket(bucket(wrong))
      const published = await publisher.publish({ ...kept, hash: 'cd'.repeat(32) })
      expect(published).toMatchObject({ ok: false })
      expect(JSON.stringify(published)).toMatch(/did not take it/)
      expect(JSON.stringify(published)).not.toContain('canary')
    }
  })
})

describe('from a bucket that counts signatures anew', () => {
  const owner = { accessKeyId: 'AKIAONAIR', secretAccessKey: 'a/secret+of=ours' }
  const bucketAt = (endpoint: string, secretAccessKey = owner.secretAccessKey): Bucket => ({
    ...{
      bucket: 'onair-media',
      region: 'eu-central-1',
      endpoint,
      prefix: 'on air/',
      pathStyle: true,
    },
    accessKeyId: () => owner.accessKeyId,
    secretAccessKey: () => secretAccessKey,
  })

  test('an address that was changed in anything, or is over, or of another key, opens nothing', async () => {
    let now = Date.now()
    await using server = await signedBucket(owner, () => now)
    await using publisher = inBucket(bucketAt(server.endpoint))
    const published = await publisher.publish(kept)
    if (!published.ok) throw new Error(published.says)
    const status = async (change: (url: URL) => void) => {
      const url = new URL(published.url)
      change(url)
      return (await fetch(url)).status
    }
    expect(await status(() => {})).toBe(200)
    for (const [name, value] of [
      ['X-Amz-Signature', 'ab'.repeat(32)],
      ['X-Amz-Expires', '604800'],
      ['X-Amz-Date', '20990101T000000Z'],
      ['X-Amz-Credential', 'AKIAONAIR/20990101/eu-central-1/s3/aws4_request'],
      ['x-id', 'PutObject'],
    ] as const)
      expect([name, await status((url) => url.searchParams.set(name, value))]).toEqual([name, 403])
    const other = (url: URL) => {
      url.pathname = url.pathname.replace('abab', 'abac')
    }
    expect(await status(other)).toBe(403)
    expect((await fetch(published.url, { method: 'PUT', body: 'forged' })).status).toBe(403)
    now += MEDIA_ADDRESS_LIFE + 60_000
    expect(await status(() => {})).toBe(403)
  })

  test('an upload with another secret is refused, and said', async () => {
    await using server = await signedBucket(owner, Date.now)
    await using publisher = inBucket(bucketAt(server.endpoint, 'canary-of-another'))
    const published = await publisher.publish(kept)
    expect(published).toMatchObject({ ok: false })
    expect(JSON.stringify(published)).not.toContain('canary')
  })
})
