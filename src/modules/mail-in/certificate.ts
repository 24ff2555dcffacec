import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { SetupError } from '#platform/config/setup-error.ts';

/** Where the certificate of the mail domain lies; renewals are written over it. */
export interface CertificateFiles {
  certFile: string;
  keyFile: string;
}

/** PEM texts that belong together. */
export interface Certificate {
  cert: string;
  key: string;
}

/**
 * @throws SetupError when a file cannot be read or the two do
 * not belong together, as while a renewal is being written.
 */
export async function readCertificate(files: CertificateFiles): Promise<Certificate> {
  const cert = await readNamed('MAIL_TLS_CERT_FILE', files.certFile);
  const key = await readNamed('MAIL_TLS_KEY_FILE', files.keyFile);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new SetupError(
      'MAIL_TLS_CERT_FILE and MAIL_TLS_KEY_FILE must be a certificate and its key, both as PEM.',
      { cause: error },
    );
  }
  return { cert, key };
}

async function readNamed(name: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SetupError(`${name} cannot be read (${code ?? 'unknown reason'}): ${path}`, {
      cause: error,
    });
  }
}
