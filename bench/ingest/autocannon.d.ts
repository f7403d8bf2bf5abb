declare module 'autocannon' {
  export type Result = { '2xx': number; non2xx: number; errors: number; duration: number }
  export type Request = { method: 'POST'; path: string; headers: Record<string, string>; body?: string }
  export type Options = {
    url: string
    connections: number
    /** Seconds. */
    duration: number
    requests: (Request & { setupRequest: (request: Request) => Request })[]
  }
  export default function autocannon(options: Options): Promise<Result>
}
