/** What a page would hear of a daemon: its server-sent events, over HTTP. */
import { readEvents, type SentEvent } from '../../daemon/commands/event-stream.js'
import { findDesk } from '../../daemon/run/desk-file.js'
import type { Station } from './a-station.js'

/** Listens until somebody hangs up, the daemon dies, or enough was heard. */
export async function heard(
  station: Station,
  after: string,
  enough: (all: readonly SentEvent[]) => boolean,
): Promise<readonly SentEvent[]> {
  const desk = findDesk(station.data)
  if (!desk) throw new Error('no daemon says where it is')
  const headers = {
    authorization: `Bearer ${desk.token.reveal()}`,
    ...(after === '0' ? {} : { 'last-event-id': after }),
  }
  const answer = await fetch(`${desk.url}/api/v1/events${after === '0' ? '?after=0' : ''}`, {
    headers,
  })
  const all: SentEvent[] = []
  if (!answer.body) throw new Error(`${answer.status} without events`)
  try {
    for await (const event of readEvents(answer.body)) {
      if (event.data !== '') all.push(event)
      if (enough(all)) break
    }
  } catch {
    // The daemon died in the middle of it.
  }
  return all
}
