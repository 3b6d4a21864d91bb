/**
 * The same plain data, whatever the order of its keys; what is undefined is not there. Depth is bounded by whoever read
 * it. Walked and not written out: a rundown of 5,000 cues is held against another while heartbeats wait.
 */
export function same(one: unknown, other: unknown): boolean {
  if (one === other || Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  let entries = 0
  for (const key of Object.keys(one)) {
    const value: unknown = Reflect.get(one, key)
    if (value === undefined) continue
    entries += 1
    if (!Object.hasOwn(other, key) || !same(value, Reflect.get(other, key))) return false
  }
  for (const key of Object.keys(other)) if (Reflect.get(other, key) !== undefined) entries -= 1
  return entries === 0
}

/** What is made of each: the very list that was there if each stays what it is, so that nobody needs to look inside. */
export function eachAs<T>(all: readonly T[], made: (one: T) => T): readonly T[] {
  const now = all.map(made)
  return now.every((one, at) => one === all[at]) ? all : now
}
