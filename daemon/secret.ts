/** A value that prints as `[secret]` wherever it is printed by mistake: strings, JSON, inspection, errors. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'

export interface Secret {
  /** The value itself. Only where it goes on the wire. */
  readonly reveal: () => string
}

export const secret = (value: string): Secret =>
  Object.freeze({
    reveal: () => value,
    toString: () => '[secret]',
    toJSON: () => '[secret]',
    [inspect.custom]: () => '[secret]',
  })

/** Whether two secrets are the same; hashed first, so that neither length nor content shows in the time it takes. */
export const sameSecret = (one: string, other: string) =>
  timingSafeEqual(digest(one), digest(other))
const digest = (text: string) => createHash('sha256').update(text).digest()
