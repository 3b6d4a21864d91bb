/** What a checked config is. Paths are absolute, addresses have no slash at their end, secrets are Secrets. */
import type { AccountId } from '../core/rundown/rundown.js'
import type { Duration } from '../core/time.js'
import type { Secret } from '../secret.js'

export interface Config {
  readonly station: string
  readonly timezone: string
  /** Whether every rundown must say that its presenter is synthetic. */
  readonly disclosure: 'recommended' | 'required'
  /** Absolute, as all paths here. */
  readonly playlists: string
  /** What becomes of a rundown that is saved: it is in force at once, or waits for `onair apply`. */
  readonly onSave: 'apply' | 'wait'
  readonly data: string
  readonly http: Http
  readonly log: Log
  readonly questions: Questions
  /** undefined: the one on PATH. */
  readonly ffmpeg: string | undefined
  readonly media: Media
  /** Who is told that the station lives; undefined: nobody. */
  readonly watcher: Watcher | undefined
  readonly accounts: readonly Account[]
}

export interface Watcher {
  /** Without a slash at its end. */
  readonly url: string
  readonly token: Secret
}

export interface Questions {
  /** Keys that sign what chat adapters hand in; none: nothing is taken in from outside. */
  readonly intakeKeys: readonly Secret[]
  /** Words that are not heard in any show. */
  readonly blocked: readonly string[]
  /** How long what viewers wrote is kept. */
  readonly retention: Duration
  /** A chat model, in OpenAI's manner. */
  readonly answers: Answers | undefined
}

export interface Answers {
  /** Without a slash at its end. */
  readonly url: string
  readonly model: string
  readonly key: Secret | undefined
  readonly prompt: string
  readonly deadline: Duration
}

export interface Http {
  readonly host: string
  readonly port: number
  /** Without a slash at its end. */
  readonly publicUrl: string | undefined
}

export interface Media {
  /** LUFS. */
  readonly loudness: number
  /** dBTP. */
  readonly truePeak: number
  /** Hosts whose files are fetched and looked at ahead of an airing. */
  readonly remoteHosts: readonly string[]
  /** undefined: the daemon's own server. */
  readonly bucket: Bucket | undefined
}

/** It speaks S3. */
export interface Bucket {
  readonly name: string
  readonly region: string
  readonly endpoint: string | undefined
  readonly pathStyle: boolean
  readonly prefix: string
  readonly accessKeyId: Secret
  readonly secretAccessKey: Secret
}

export interface Log {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  readonly format: 'auto' | 'json' | 'pretty'
}

export interface Account {
  readonly id: AccountId
  readonly platform: string
  readonly farEnd: FarEnd
  readonly callbackSecret: Secret | undefined
  readonly exclusive: boolean
  /** Sessions that may be open at once. */
  readonly sessions: number
  /** How long before a show its session is opened. */
  readonly lead: Duration
  /** undefined: as the platform's dialect says. */
  readonly sessionMaxAge: Duration | undefined
  /** Of a minute of an open session; undefined: nobody said. */
  readonly price: Price | undefined
  /** Minutes of open sessions in a day of the station; undefined: no limit. */
  readonly minutesPerDay: number | undefined
}

export interface Price {
  readonly perMinute: number
  /** ISO 4217. */
  readonly currency: string
}

/** Who is at the other end: the vendor, or a stand-in that the daemon starts. */
export type FarEnd =
  /** `render`: what it has on stage is drawn and spoken. */
  | { readonly is: 'stand-in'; readonly faults: string; readonly render: boolean }
  | {
      readonly is: 'vendor'
      /** Without a slash at its end. */
      readonly baseUrl: string
      /** By the names the platform gives them. */
      readonly credentials: Readonly<Record<string, Secret>>
    }

export type Environment = Readonly<Record<string, string | undefined>>
