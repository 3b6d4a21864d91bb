/** JSON pointers (RFC 6901): `/segments/0/cues/3/say`. */

export const step = (key: string | number): string =>
  typeof key === 'number' || !/[~/]/.test(key)
    ? `/${key}`
    : `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

export const steps = (pointer: string): readonly string[] => {
  const written = pointer.split('/').slice(1)
  return pointer.includes('~')
    ? written.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    : written
}

export function pointer(...keys: readonly (string | number)[]): string {
  let whole = ''
  for (const key of keys) whole += step(key)
  return whole
}

/** `/stage/foregrounds` of `/stage/foregrounds/0`; the root is its own parent. */
export const parent = (pointer: string): string =>
  pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')))

/** The last step, or undefined for the root. */
export const last = (pointer: string): string | undefined => steps(pointer).at(-1)

/** The value a pointer names, or undefined. */
export function valueAt(value: unknown, pointer: string): unknown {
  let here = value
  for (const step of steps(pointer)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = Reflect.get(here, step)
  }
  return here
}
