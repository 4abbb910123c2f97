export { backupTo } from './outside/backup.ts';
export { restoreFrom } from './outside/restore.ts';
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
export { StartFault } from './store/start-fault.ts';
