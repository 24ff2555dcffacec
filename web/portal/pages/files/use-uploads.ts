import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { uploadFile } from '../../api/files.upload.ts';
import { fileBytesMax } from './file-size.ts';

type Phase =
  | { phase: 'waiting' | 'too_large' | 'empty' }
  | { phase: 'sending'; share: number }
  | { phase: 'sent'; fileId: string }
  | { phase: 'refused'; problem: unknown };

/** One file somebody chose, on its way to the server. */
export type Upload = { key: number; name: string } & Phase;

/** Sends files one after the other, so that each can be followed and the newest stands first. */
export function useUploads(integrationId: string) {
  const queries = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const nextKey = useRef(1);
  const line = useRef<Promise<void>>(Promise.resolve());
  const put = (key: number, phase: Phase) =>
    setUploads((all) =>
      all.map((each) => (each.key === key ? { key, name: each.name, ...phase } : each)),
    );
  const send = async (key: number, file: File) => {
    put(key, { phase: 'sending', share: 0 });
    try {
      const onProgress = (share: number) => put(key, { phase: 'sending', share });
      const { id } = await uploadFile({ integrationId, file, onProgress });
      put(key, { phase: 'sent', fileId: id });
      await queries.invalidateQueries({ queryKey: ['files', integrationId, 'list'] });
    } catch (problem) {
      put(key, { phase: 'refused', problem });
    }
  };
  const add = (files: readonly File[]) => {
    for (const file of files) {
      const key = nextKey.current++;
      const phase = startOf(file);
      setUploads((all) => [{ key, name: file.name, phase }, ...all]);
      if (phase === 'waiting') line.current = line.current.then(() => send(key, file));
    }
  };
  return { uploads, add };
}

/** What can be told before anything is sent. */
function startOf({ size }: File): 'waiting' | 'empty' | 'too_large' {
  if (size === 0) return 'empty';
  return size > fileBytesMax ? 'too_large' : 'waiting';
}
