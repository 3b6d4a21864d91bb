/**
 * What will happen by itself, in the order it is due; among equals, in the order it was written
 * down.
 */
import type { Instant } from '../../core/time.js'

export interface Appointment<T> {
  readonly at: Instant
  readonly what: T
}

export interface Agenda<T> {
  add(at: Instant, what: T): void
  first(): Appointment<T> | undefined
  takeFirst(): Appointment<T> | undefined
}

interface Entry<T> extends Appointment<T> {
  readonly order: number
}

/** A binary heap: adding and taking cost the logarithm of what is written down. */
export function createAgenda<T>(): Agenda<T> {
  const heap: Entry<T>[] = []
  let order = 0
  return {
    add(at, what) {
      heap.push({ at, what, order: order++ })
      rise(heap)
    },
    first: () => heap[0],
    takeFirst() {
      const first = heap[0]
      const last = heap.pop()
      if (last !== undefined && last !== first) {
        heap[0] = last
        sink(heap)
      }
      return first
    },
  }
}

function rise<T>(heap: Entry<T>[]): void {
  let place = heap.length - 1
  while (place > 0) {
    const above = (place - 1) >> 1
    if (!isBefore(heap[place], heap[above])) return
    swap(heap, place, above)
    place = above
  }
}

function sink<T>(heap: Entry<T>[]): void {
  let place = 0
  for (;;) {
    const left = 2 * place + 1
    const below = isBefore(heap[left + 1], heap[left]) ? left + 1 : left
    if (!isBefore(heap[below], heap[place])) return
    swap(heap, place, below)
    place = below
  }
}

const isBefore = <T>(one: Entry<T> | undefined, other: Entry<T> | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  (one.at < other.at || (one.at === other.at && one.order < other.order))

function swap<T>(heap: Entry<T>[], one: number, other: number): void {
  const first = heap[one]
  const second = heap[other]
  if (first === undefined || second === undefined) return
  heap[one] = second
  heap[other] = first
}
