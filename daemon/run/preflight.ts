/**
 * Looks whether all that a rundown plays and shows is there: files are made ready, published and fetched back through
 * the address the platform is given; what lies elsewhere is fetched where the config allows it. Only facts come out.
 */
import { sayOf } from '../core/assert.js'
import type { SoundForm } from '../core/compile/media-forms.js'
import { addressesUsed, type MediaUsed, mediaUsed } from '../core/compile/media-used.js'
import type { Programme } from '../core/compile/programme.js'
import type { Finding } from '../core/plan/preflight.js'
import type { Publisher } from '../media/publish.js'
import { fetchBack, type Remote } from '../media/remote.js'
import type { MediaRoom } from '../media/room.js'

export interface Eyes {
  readonly room: MediaRoom
  readonly publisher: Publisher
  readonly remote: Remote
}

export async function preflight(
  eyes: Eyes,
  programme: Programme,
  sound: SoundForm,
): Promise<readonly Finding[]> {
  const files = mediaUsed(programme, sound).map((used) =>
    file(eyes, used).catch((thrown): readonly Finding[] => [
      { path: used.path, ...unsure(thrown) },
    ]),
  )
  const addresses = addressesUsed(programme).map(async ({ url, kind }) => {
    const looked = await eyes.remote.look(url, kind)
    return looked.is === 'fine' || looked.is === 'not-looked' ? [] : [{ path: url, ...looked }]
  })
  return (await Promise.all([...files, ...addresses])).flat()
}

async function file({ room, publisher }: Eyes, used: MediaUsed): Promise<readonly Finding[]> {
  const { path } = used
  const conformed = await room.conform(used)
  if (!conformed.ok) {
    const is = conformed.says === NOT_THERE ? 'missing' : 'invalid'
    return [{ path, is, says: conformed.says }]
  }
  const published = await publisher.publish(conformed.kept)
  if (!published.ok) return [{ path, is: 'invalid', says: published.says }]
  const back = await fetchBack(published.url)
  if (back.is === 'fine' || back.is === 'not-looked') return []
  return [{ path, is: back.is, says: `at its public address ${back.says}` }]
}

/** What broke is ours, and no fault of the file. */
const unsure = (thrown: unknown) => ({
  is: 'unsure' as const,
  says: `it could not be looked at: ${sayOf(thrown)}`,
})

/** As media/sniff.ts calls it. */
const NOT_THERE = 'it is not there'
