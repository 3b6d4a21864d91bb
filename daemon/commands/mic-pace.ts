/** A voice goes out as it is heard: in equal pieces, each at its time, however fast its source gives it. */
import type { Duration, Instant } from '../core/time.js'
import { after, between, millis } from '../core/time.js'

export interface Pace {
  /** Hz; two bytes each. */
  readonly sampleRate: number
  readonly now: () => Instant
  readonly wait: (time: Duration) => Promise<void>
}

/** Short enough that nobody hears the wait for the next one. */
export const PIECE = millis(100)
/** A live source that came later than this is followed from then on: what it lost is not made up for in a burst. */
const LATE_MAX = millis(500)

export const bytesOf = (time: Duration, sampleRate: number): number =>
  Math.round((time / 1_000) * sampleRate) * 2

export async function* paced(
  voice: AsyncIterable<Uint8Array>,
  { sampleRate, now, wait }: Pace,
): AsyncGenerator<Uint8Array> {
  let dueAt: Instant | undefined
  for await (const piece of pieces(voice, bytesOf(PIECE, sampleRate))) {
    dueAt ??= now()
    const early = between(now(), dueAt)
    if (early > 0) await wait(early)
    else if (-early > LATE_MAX) dueAt = now()
    yield piece
    dueAt = after(dueAt, PIECE)
  }
}

/** All as long as the first, but for the last one. */
async function* pieces(
  voice: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0)
  for await (const chunk of voice) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= length) {
      yield rest.subarray(0, length)
      rest = rest.subarray(length)
    }
  }
  if (rest.length > 0) yield rest
}
