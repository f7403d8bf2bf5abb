/** The parameters of a statement that is put together, in the order of their mention. */
export class Parameters {
  readonly values: unknown[] = []
  readonly #placeholders: string[] = []

  /** A placeholder of a type: "$3::text". */
  add(value: unknown, type: string): string {
    this.values.push(value)
    const placeholder = `$${this.values.length}::${type}`
    this.#placeholders.push(placeholder)
    return placeholder
  }

  /** A query that mentions every parameter: PostgreSQL refuses one whose type is never told. Never run. */
  declaration(): string {
    return `select where ${this.#placeholders.map((one) => `${one} is null`).join(' or ')}`
  }

  json(value: unknown): string {
    return this.add(JSON.stringify(value), 'jsonb')
  }
}
