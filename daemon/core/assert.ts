/** A broken assumption throws `Broken`; the loop parks that airing on its looping script and leaves the others alone. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

export function assert(holds: boolean, says: string): asserts holds {
  if (!holds) throw new Broken(says)
}

/** The end of an exhaustive switch: a forgotten case does not compile. */
export function unreachable(value: never): never {
  throw new Broken(`unforeseen: ${JSON.stringify(value)}`)
}
