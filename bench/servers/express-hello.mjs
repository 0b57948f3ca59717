// The measure of everything: Express 5, one route, nothing else.
import express from 'express';
import { writeReadyLine } from '../ready-line.mjs';

const app = express();
app.get('/protected', (_request, response) => {
  response.json({ message: 'Hello, Ada!' });
});
const server = app.listen(0, '127.0.0.1', () => writeReadyLine(server));
