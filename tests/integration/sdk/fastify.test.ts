import { clerkPlugin, createClerkClient, getAuth } from '@clerk/fastify';
import fastify from 'fastify';
import { describeServerSdk } from './server-sdk.ts';

describeServerSdk('@clerk/fastify', async (emulator) => {
  const { url, publishableKey, secretKey } = emulator;
  const telemetry = { disabled: true };
  const client = createClerkClient({ apiUrl: url, publishableKey, secretKey, telemetry });
  const application = fastify();
  await application.register(clerkPlugin, {
    publishableKey,
    secretKey,
    proxyUrl: url,
    apiUrl: url,
    telemetry,
  });
  application.get('/', (request) => {
    const { userId, sessionId } = getAuth(request);
    return { userId, sessionId };
  });
  application.get('/user', async (request) => {
    const { userId } = getAuth(request);
    const user = await client.users.getUser(userId ?? '');
    return { firstName: user.firstName };
  });
  application.get('/protected', (request, reply) =>
    getAuth(request).userId ? reply.send({}) : reply.code(401).send({}),
  );
  const address = await application.listen({ port: 0, host: '127.0.0.1' });
  return { url: address, close: () => application.close() };
});
