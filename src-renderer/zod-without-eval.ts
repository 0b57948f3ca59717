import { z } from 'zod';

// zod tries `new Function` when the first object schema is made; the window's policy forbids and reports it
// (S32).
z.config({ jitless: true });
