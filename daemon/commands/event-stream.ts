/** Server-sent events read from a stream: fields to the end of a line, an event to an empty one. */

export interface SentEvent {
  readonly id: string | undefined
  readonly kind: string
  /** Empty: only the id moved on. */
  readonly data: string
}

/** A rundown's longest text is 10,000 characters; an event has one at most. */
const EVENT_MAX = 1_000_000

export async function* readEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<SentEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    rest += decoder.decode(chunk, { stream: true })
    if (rest.length > EVENT_MAX) throw new Error('an event without an end')
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      yield eventIn(rest.slice(0, end))
      rest = rest.slice(end + 2)
    }
  }
}

function eventIn(text: string): SentEvent {
  const field = (name: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
  return {
    id: field('id').at(-1),
    kind: field('event').at(-1) ?? 'message',
    data: field('data').join('\n'),
  }
}
