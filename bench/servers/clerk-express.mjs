// Clerk's middleware for Express as its documentation shows it: verify, then fetch the user, then greet.
import { clerkClient, clerkMiddleware, getAuth } from '@clerk/express';
import express from 'express';
import { writeReadyLine } from '../ready-line.mjs';

const app = express();
app.use(clerkMiddleware());
app.get('/protected', async (request, response) => {
  const { userId } = getAuth(request);
  if (!userId) {
    response.status(401).json({ message: 'Signed out' });
    return;
  }
  const user = await clerkClient.users.getUser(userId);
  response.json({ message: `Hello, ${user.firstName}!` });
});
const server = app.listen(0, '127.0.0.1', () => writeReadyLine(server));
