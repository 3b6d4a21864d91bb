/**
 * What was made is kept while there is room, and what was used last goes last. What is in use now stays however large
 * it is: that is why this is none of the caches that exist, which refuse what is larger than they are.
 */

export interface Room {
  readonly entries: number
  /** Of all sizes. */
  readonly size: number
}

export interface Recent<Value> {
  /** Not used by that. */
  readonly peek: (key: string) => Value | undefined
  /** False: it is not there. */
  readonly use: (key: string) => boolean
  readonly put: (key: string, value: Value, size: number) => void
  /** The last `inUse` that were used stay in any case. */
  readonly forget: (inUse: number) => void
}

export function openRecent<Value>(room: Room): Recent<Value> {
  // In the order in which they were used.
  const entries = new Map<string, { readonly value: Value; readonly size: number }>()
  let size = 0
  const take = (key: string) => {
    const entry = entries.get(key)
    if (entry && entries.delete(key)) size -= entry.size
    return entry
  }
  const put = (key: string, value: Value, its: number) => {
    take(key)
    entries.set(key, { value, size: its })
    size += its
  }
  return {
    peek: (key) => entries.get(key)?.value,
    use(key) {
      const entry = take(key)
      if (entry) put(key, entry.value, entry.size)
      return entry !== undefined
    },
    put,
    forget(inUse) {
      for (const key of entries.keys()) {
        if (entries.size <= inUse) return
        if (entries.size <= room.entries && size <= room.size) return
        take(key)
      }
    },
  }
}
