export { AppRoot } from './app/app-root.tsx';
