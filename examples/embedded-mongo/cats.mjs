import { startEmbeddedMongo } from 'embedded-mongo';
import mongoose from 'mongoose';

const store = process.env.MONGODB_URI ? null : await startEmbeddedMongo({ folder: process.argv[2] ?? 'data/cats' });
await mongoose.connect(process.env.MONGODB_URI ?? store.uri, { dbName: 'cats' });
const Cat = mongoose.model('Cat', new mongoose.Schema({ name: { type: String, unique: true }, visits: Number }));
const mimi = await Cat.findOneAndUpdate({ name: 'Mimi' }, { $inc: { visits: 1 } }, { upsert: true, returnDocument: 'after' });
process.stdout.write(`${mimi.name} was here ${mimi.visits} times\n`);
await mongoose.disconnect();
await store?.close();
