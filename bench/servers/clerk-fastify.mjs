// Clerk's plugin for Fastify with a cache of users, one minute each: the fastest of the usual ways.
import { clerkClient, clerkPlugin, getAuth } from '@clerk/fastify';
import Fastify from 'fastify';
import { LRUCache } from 'lru-cache';
import { writeReadyLine } from '../ready-line.mjs';

const users = new LRUCache({ max: 10_000, ttl: 60_000 });
const app = Fastify();
app.register(clerkPlugin, {
  publishableKey: process.env.CLERK_PUBLISHABLE_KEY,
  secretKey: process.env.CLERK_SECRET_KEY,
  apiUrl: process.env.CLERK_API_URL,
});
app.get('/protected', async (request, reply) => {
  const { userId } = getAuth(request);
  if (!userId) return reply.code(401).send({ message: 'Signed out' });
  const user = users.get(userId) ?? (await clerkClient.users.getUser(userId));
  users.set(userId, user);
  return { message: `Hello, ${user.firstName}!` };
});
await app.listen({ host: '127.0.0.1', port: 0 });
writeReadyLine(app.server);
