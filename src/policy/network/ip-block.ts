/** Whether a CIDR block contains an address; null when one of them cannot be read. Blocks and addresses of two families never meet. */
export function inBlock(cidr: string, address: string): boolean | null {
  const [base = '', length = '', ...more] = cidr.split('/');
  const block = bitsOf(base);
  const bits = bitsOf(address);
  if (block === null || bits === null || more.length > 0 || !/^\d{1,3}$/.test(length)) return null;
  if (Number(length) > block.length) return null;
  return block.length === bits.length && bits.startsWith(block.slice(0, Number(length)));
}

/** An address as text of 32 or 128 binary digits. */
function bitsOf(address: string): string | null {
  const groups = address.includes(':') ? groupsOf(address) : bytesOf(address);
  const width = address.includes(':') ? 16 : 8;
  return groups?.map((group) => group.toString(2).padStart(width, '0')).join('') ?? null;
}

function bytesOf(address: string): number[] | null {
  const parts = address.split('.');
  const known = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return known ? parts.map(Number) : null;
}

/** RFC 4291: groups of hexadecimal digits, one run of zeros as `::`, the last 32 bits perhaps written as IPv4. */
function groupsOf(address: string): number[] | null {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const bytes = dotted ? bytesOf(dotted[2] ?? '') : [];
  if (bytes === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const text = dotted ? `${dotted[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}` : address;
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail = []] = halves;
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null;
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  return all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? all.map((group) => Number.parseInt(group, 16))
    : null;
}
