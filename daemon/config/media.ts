/** How media is levelled and published, as config.yaml has it. */
import type { Notes } from '../core/rundown/notes.js'
import { address } from './address.js'
import type { Fetch } from './secrets.js'
import type { Bucket, Media } from './shape.js'
import type { WrittenMedia } from './written.js'

/**
 * -16 LUFS is what streams on phones are levelled to and what synthetic voices come near; the -23 of broadcasting
 * would make sounds drop out between them. -1 dBTP is what EBU R128 leaves for the encoder.
 */
export const LEVEL_USUAL = { loudness: -16, truePeak: -1 } as const

export const media = (written: WrittenMedia, fetch: Fetch, notes: Notes): Media => ({
  loudness: written.loudness ?? LEVEL_USUAL.loudness,
  truePeak: written.truePeak ?? LEVEL_USUAL.truePeak,
  remoteHosts: written.remote?.hosts ?? [],
  bucket: written.bucket && bucket(written.bucket, fetch, notes),
})

function bucket(
  written: NonNullable<WrittenMedia['bucket']>,
  fetch: Fetch,
  notes: Notes,
): Bucket | undefined {
  const { name, region = 'us-east-1', endpoint, pathStyle = false, prefix = '' } = written
  const at = '/media/bucket'
  const accessKeyId = fetch(written.accessKeyId, `${at}/accessKeyId`)
  const secretAccessKey = fetch(written.secretAccessKey, `${at}/secretAccessKey`)
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined
  const service = endpoint && address(endpoint, `${at}/endpoint`, notes)
  return { name, region, endpoint: service, pathStyle, prefix, accessKeyId, secretAccessKey }
}
