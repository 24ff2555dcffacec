/** The greatest file the server takes, in bytes. */
export const fileBytesMax = 25 * 1024 * 1024;

const kilo = 1024;

/** A file's size in words: "640 bytes", "12 kB", "1.4 MB". */
export function sizeText(bytes: number, locale: string): string {
  const [amount, unit] =
    bytes < kilo
      ? [bytes, 'byte']
      : bytes < kilo * kilo
        ? [bytes / kilo, 'kilobyte']
        : [bytes / kilo / kilo, 'megabyte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: amount < 10 && unit === 'megabyte' ? 1 : 0,
  }).format(amount);
}
