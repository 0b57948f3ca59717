import { clerkClient, clerkMiddleware, getAuth, requireAuth } from '@clerk/express';
import express from 'express';
import { afterAll, vi } from 'vitest';
import { listen } from './listen.ts';
import { describeServerSdk } from './server-sdk.ts';

afterAll(() => vi.unstubAllEnvs());

// As an application of somebody else's is: everything comes from the environment.
describeServerSdk('@clerk/express', ({ url, publishableKey, secretKey }) => {
  vi.stubEnv('CLERK_PUBLISHABLE_KEY', publishableKey);
  vi.stubEnv('CLERK_SECRET_KEY', secretKey);
  vi.stubEnv('CLERK_API_URL', url);
  vi.stubEnv('CLERK_PROXY_URL', url);
  vi.stubEnv('CLERK_TELEMETRY_DISABLED', '1');
  const application = express();
  application.get('/protected', requireAuth(), (_request, response) => void response.json({}));
  application.use(clerkMiddleware());
  application.get('/', (request, response) => {
    const { userId, sessionId } = getAuth(request);
    response.json({ userId, sessionId });
  });
  application.get('/user', async (request, response) => {
    const user = await clerkClient.users.getUser(getAuth(request).userId ?? '');
    response.json({ firstName: user.firstName });
  });
  return listen(application);
});
