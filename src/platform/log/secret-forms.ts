/** Shorter texts occur everywhere by chance: hiding them would make every line unreadable. */
export const SECRET_CHARS_MIN = 4;

/**
 * The texts under which a secret may turn up: itself, JSON-escaped, URL-encoded (either case of
 * hex, form style too), and base64 or base64url wherever it lies in the encoded bytes (as in
 * `Authorization: Basic`).
 */
export function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const lowerHex = encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encoded,
    lowerHex,
    encoded.replaceAll('%20', '+'),
    ...base64Forms(Buffer.from(secret, 'utf8')),
  ];
  return [...new Set(forms)].filter((form) => form.length >= SECRET_CHARS_MIN);
}

/** What stays the same in base64 whatever stands before and after, for each of three alignments. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const firstWhole = Math.ceil((offset * 8) / 6);
    const endWhole = Math.floor((padded.length * 8) / 6);
    return (['base64', 'base64url'] as const).map((encoding) =>
      padded.toString(encoding).slice(firstWhole, endWhole),
    );
  });
}
