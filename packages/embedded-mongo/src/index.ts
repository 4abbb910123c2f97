export type { CheckReport, EngineStats } from './engine/types.ts';
export { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from './process/start-embedded-mongo.ts';
