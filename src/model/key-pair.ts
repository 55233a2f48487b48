/** A certificate with its key, both PEM. */
export interface KeyPair {
  /** Leaf and, where a CA issued it, the CA's certificate. */
  cert: string;
  key: string;
}
