// Ends with 0 when the API of this container answers on loopback, by the settings that it was started with.
import { request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';

const { FRONTDESK_PORT = '8069', FRONTDESK_TLS_CERT_FILE } = process.env;
const request = FRONTDESK_TLS_CERT_FILE ? requestByHttps : requestByHttp;
const timeoutMilliseconds = 3_000;

/** @param {number} code */
const end = (code) => process.exit(code);

request(
  {
    host: '127.0.0.1',
    port: Number(FRONTDESK_PORT),
    path: '/healthz',
    timeout: timeoutMilliseconds,
    // The certificate is made for a public name, and this connection does not leave the container.
    rejectUnauthorized: false,
  },
  (response) => end(response.statusCode === 200 ? 0 : 1),
)
  .on('timeout', () => end(1))
  .on('error', () => end(1))
  .end();
