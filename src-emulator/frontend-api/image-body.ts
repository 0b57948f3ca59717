import express from 'express';
import { maximumImageBytes } from '../operations/profile-image.ts';

/** A picture is a file in a form, or the base64 text of one as `application/octet-stream`, which takes a third more. */
export const readImageBody = express.raw({
  type: ['multipart/form-data', 'application/octet-stream'],
  limit: Math.ceil((maximumImageBytes * 4) / 3) + 64 * 1024,
});
