/** ECMAScript 2024, in Node since 20 and in browsers since 2023; the rest of that year's library is not. */
interface String {
  isWellFormed(): boolean
}
