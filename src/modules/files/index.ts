export type { FileDeps } from './deps.ts';
export type { FileSource } from './file.ts';
export { readFile } from './read-file.ts';
export { type ReceivedFile, receiveFile } from './receive-file.ts';
export { filesRoutes } from './routes.ts';
export { listWaitingFiles } from './waiting-files.store.ts';
