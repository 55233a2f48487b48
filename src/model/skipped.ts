/** A port that was not dialled because somebody asked so. */
export interface SkippedPort {
  /** Id of the endpoint or Service port. */
  target: string;
  /** For people: `pod web-1 port 8080`, `Service web port 80`. */
  name: string;
  /** Who asked, or what else stands in the way. */
  why: string;
}
