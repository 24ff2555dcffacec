import { requestHeaders } from './client.ts';
import { filesPath } from './files.ts';
import type { SalesFile } from './files.types.ts';
import { ApiProblem, readProblem } from './problem.ts';

/**
 * Sends one file. Not a fetch: only this way a browser tells how much of it has left.
 * @param onProgress hears how much of the file was sent, from 0 to 1.
 * @throws ApiProblem as `call` does.
 */
export function uploadFile(of: {
  integrationId: string;
  file: File;
  onProgress: (share: number) => void;
}): Promise<SalesFile> {
  const { file } = of;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name });
    request.open('POST', `${filesPath(of.integrationId)}?${query}`);
    const headers = { ...requestHeaders(), Accept: 'application/json' };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) =>
      of.onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as SalesFile);
      else void readProblem(new Response(responseText, { status })).then(reject);
    };
    request.onerror = () =>
      reject(new ApiProblem({ status: 0, code: 'offline', title: '', detail: '' }));
    request.send(file);
  });
}
