/**
 * Publishing into a bucket that speaks S3: a file is uploaded once under its hash, and its address is presigned. The
 * only file that knows the AWS SDK.
 */
import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import type { S3Client } from '@aws-sdk/client-s3'
import { MEDIA_ADDRESS_LIFE, UPLOAD_MAX } from '../core/limits.js'
import { nameOf, type Published, type Publisher } from './publish.js'
import { TYPES } from './types.js'
import type { Kept } from './vault.js'

export interface Bucket {
  readonly bucket: string
  readonly region: string
  /** undefined: Amazon's own. */
  readonly endpoint: string | undefined
  /** In front of every name: `onair/`. */
  readonly prefix: string
  /** The bucket stands in the path and not in the host name. */
  readonly pathStyle: boolean
  readonly accessKeyId: () => string
  readonly secretAccessKey: () => string
}

/** Loads the SDK, which takes as long as the rest of onair. */
export function inBucket(bucket: Bucket): Publisher {
  const sdk = loadSdk()
  const client = clientOf(sdk, bucket)
  const there = new Map<string, Promise<Published | undefined>>()

  /** undefined: it is there. What failed is tried again next time. */
  function uploaded(kept: Kept): Promise<Published | undefined> {
    const name = nameOf(kept)
    const known = there.get(name)
    if (known) return known
    const going = upload(sdk, client, bucket, kept).then((failed) => {
      if (failed) there.delete(name)
      return failed
    })
    there.set(name, going)
    return going
  }

  return {
    publish: async (kept) => {
      const failed = await uploaded(kept)
      if (failed) return failed
      const get = new sdk.GetObjectCommand(objectOf(bucket, kept))
      const expiresIn = MEDIA_ADDRESS_LIFE / 1_000
      return { ok: true, url: await sdk.getSignedUrl(client, get, { expiresIn }) }
    },
    [Symbol.asyncDispose]: async () => client.destroy(),
  }
}

type Client = typeof import('@aws-sdk/client-s3')
type Presigner = typeof import('@aws-sdk/s3-request-presigner')
type Sdk = Client & Presigner

/** Required, not imported: what could not be read once (too many open files, a bad disk) is never imported again. */
function loadSdk(): Sdk {
  const load = createRequire(import.meta.url)
  const client: Client = load('@aws-sdk/client-s3')
  const presigner: Presigner = load('@aws-sdk/s3-request-presigner')
  return { ...client, ...presigner }
}

function clientOf(
  { S3Client }: Sdk,
  { region, endpoint, pathStyle, accessKeyId, secretAccessKey }: Bucket,
): S3Client {
  // Read by the SDK when a client is made. That later versions of it want another Node is ours to mind: it is pinned.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  return new S3Client({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: pathStyle,
    credentials: async () => ({
      accessKeyId: accessKeyId(),
      secretAccessKey: secretAccessKey(),
    }),
    // An upload is the same whenever it is repeated: its name is its content.
    maxAttempts: 3,
    // Not every bucket that speaks S3 knows the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: SILENT,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: UPLOAD_MAX },
  })
}

/** It would warn on the terminal of what comes back as a failure anyway. */
const quiet = () => {}
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet }

const objectOf = ({ bucket, prefix }: Bucket, kept: Kept) => ({
  Bucket: bucket,
  Key: `${prefix}${nameOf(kept)}`,
})

async function upload(
  sdk: Sdk,
  client: S3Client,
  bucket: Bucket,
  kept: Kept,
): Promise<Published | undefined> {
  const abortSignal = AbortSignal.timeout(UPLOAD_MAX)
  const object = objectOf(bucket, kept)
  try {
    if ((await sizeThere(sdk, client, object, abortSignal)) === kept.bytes) return undefined
    const put = new sdk.PutObjectCommand({
      ...object,
      Body: createReadStream(kept.path),
      ContentLength: kept.bytes,
      ContentType: TYPES[kept.ending],
      CacheControl: 'public, max-age=31536000, immutable',
    })
    await client.send(put, { abortSignal })
    return undefined
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.name : 'unknown'
    return { ok: false, says: `the bucket ${bucket.bucket} did not take it (${why})` }
  }
}

async function sizeThere(
  { HeadObjectCommand }: Sdk,
  client: S3Client,
  object: ReturnType<typeof objectOf>,
  abortSignal: AbortSignal,
): Promise<number | undefined> {
  try {
    const { ContentLength } = await client.send(new HeadObjectCommand(object), { abortSignal })
    return ContentLength
  } catch (thrown) {
    // Not there, or not for us to ask (a key that may only write): the upload will tell.
    if (thrown instanceof Error && /NotFound|NoSuchKey|Forbidden|403/.test(thrown.name)) {
      return undefined
    }
    throw thrown
  }
}
