/** The time since a moment as kubectl prints it: 12s, 5m, 3h, 2d. */
export function ageOf(moment: unknown, until: number = Date.now()): string {
  const started = Date.parse(String(moment));
  if (Number.isNaN(started)) return '<unknown>';
  const seconds = Math.max(0, Math.round((until - started) / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return minutes < 10 && seconds % 60 > 0 ? `${minutes}m${seconds % 60}s` : `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
}
