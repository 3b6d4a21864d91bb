/** config.yaml as its schema lets it through. */
import type { Log } from './shape.js'

export interface WrittenConfig {
  readonly station?: string
  readonly timezone?: string
  readonly disclosure?: 'recommended' | 'required'
  readonly playlists?: string
  readonly onSave?: 'apply' | 'wait'
  readonly data?: string
  readonly http?: { readonly host?: string; readonly port?: number; readonly publicUrl?: string }
  readonly log?: Partial<Log>
  readonly questions?: WrittenQuestions
  readonly ffmpeg?: string
  readonly media?: WrittenMedia
  readonly watcher?: WrittenWatcher
  readonly accounts: Readonly<Record<string, WrittenAccount>>
}

export interface WrittenWatcher {
  readonly url: string
  readonly token: Reference
}

export interface WrittenQuestions {
  readonly intake?: { readonly keys: readonly Reference[] }
  readonly blocked?: string
  readonly retention?: string
  readonly answers?: {
    readonly url: string
    readonly model: string
    readonly key?: Reference
    readonly prompt: string
    readonly deadline?: string
  }
}

export interface WrittenAccount {
  readonly platform: string
  readonly standIn?: boolean
  readonly faults?: string
  readonly render?: boolean
  readonly baseUrl?: string
  readonly credentials?: Readonly<Record<string, string | Reference>>
  readonly callbackSecret?: Reference
  readonly exclusive?: boolean
  readonly sessions?: number
  readonly lead?: string
  readonly sessionMaxAge?: string
  readonly price?: number
  readonly currency?: string
  readonly minutesPerDay?: number
}

export interface WrittenMedia {
  readonly loudness?: number
  readonly truePeak?: number
  readonly remote?: { readonly hosts: readonly string[] }
  readonly bucket?: {
    readonly name: string
    readonly region?: string
    readonly endpoint?: string
    readonly pathStyle?: boolean
    readonly prefix?: string
    readonly accessKeyId: Reference
    readonly secretAccessKey: Reference
  }
}

/** Where a secret is, never what it is. */
export interface Reference {
  readonly env?: string
  readonly file?: string
}
