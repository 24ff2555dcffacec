export type { FileDeps } from './deps.ts';
export type { FileSource } from './file.ts';
export { type ReceivedFile, receiveFile } from './receive-file.ts';
