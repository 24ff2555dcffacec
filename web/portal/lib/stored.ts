/** A remembered choice; storage may be closed to us, then nothing is remembered. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(`tillbridge.${name}`);
  } catch {
    return null;
  }
}

export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`tillbridge.${name}`);
    else localStorage.setItem(`tillbridge.${name}`, value);
  } catch {
    // The choice then lives as long as the page.
  }
}
