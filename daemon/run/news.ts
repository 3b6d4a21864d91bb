/** What happened while the disk took nothing: it is heard when it does, and not forgotten until then. */
export interface Unheard<News> {
  /** For when nobody is in the middle of something. */
  readonly add: (news: News) => void
  readonly hear: () => void
  readonly some: (is: (news: News) => boolean) => boolean
}

/** `heard`: whether what follows from it is on the disk. */
export function unheardNews<News>(heard: (news: News) => boolean): Unheard<News> {
  const news: News[] = []
  let isHearing = false
  return {
    add: (more) => void news.push(more),
    hear() {
      if (isHearing) return
      isHearing = true
      const left: News[] = []
      for (let next = news.shift(); next; next = news.shift()) if (!heard(next)) left.push(next)
      news.push(...left)
      isHearing = false
    },
    some: (is) => news.some(is),
  }
}
