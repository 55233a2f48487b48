const HOUR = 3_600_000;

/** How long a certificate is valid from a time on, both ISO 8601: `24 h`, `40 min`, `12 days`, or `no longer`. */
export function timeLeft(notAfter: string, from: string): string {
  const left = Date.parse(notAfter) - Date.parse(from);
  if (Number.isNaN(left)) return 'unknown';
  if (left <= 0) return 'no longer';
  if (left < HOUR) return `${Math.ceil(left / 60_000)} min`;
  return left < 100 * HOUR ? `${Math.round(left / HOUR)} h` : `${Math.round(left / HOUR / 24)} days`;
}
