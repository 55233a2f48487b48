/** One line of a container, with the time it was written. */
export interface LogLine {
  at: Date;
  text: string;
  /** False when the container ended in the middle of a line. */
  ended: boolean;
}

/** What one container has written so far. */
export interface ContainerLog {
  lines: LogLine[];
  /** Nothing more will come. */
  closed: boolean;
  listeners: Set<() => void>;
  /** Lines that the newest file holds at most; who begins to read gets nothing of the older ones. Null: there is one file. */
  perFile: number | null;
  /** The kubelet that has the files cannot be reached. */
  unreachable: boolean;
}

/** The logs of all containers, by pod uid and container name. */
export type LogBook = Map<string, ContainerLog>;

/** Key of a container in the log book. */
export function logKey(podUid: string, container: string): string {
  return `${podUid}/${container}`;
}

/** Opens an empty log for a container that starts. */
export function openLog(book: LogBook, podUid: string, container: string): ContainerLog {
  const log: ContainerLog = {
    lines: [],
    closed: false,
    listeners: new Set(),
    perFile: null,
    unreachable: false,
  };
  book.set(logKey(podUid, container), log);
  return log;
}

/** Adds a line and wakes those who follow. */
export function writeLog(log: ContainerLog, text: string, ended = true): void {
  log.lines.push({ at: new Date(), text, ended });
  for (const listener of log.listeners) listener();
}

/** Says that the container will write no more. */
export function closeLog(log: ContainerLog): void {
  log.closed = true;
  for (const listener of log.listeners) listener();
}
