// Made from docs/reference/openapi.json by npm run generate. Not to be edited.

/** What each operation that a signed-in caller, or anybody, may call takes and answers. */
export type Operations = {
  'GET /': {
    answer: {
      message: 'Clerk Express Backend is running';
      name: string;
      version: string;
      connection: 'emulator' | 'instance' | 'public';
    };
  };
  'GET /healthz': {
    answer: { status: 'ok' };
  };
  'GET /readyz': {
    answer: {
      status: 'ready';
      checks: { signingKeys: 'ok'; backendApi: 'ok' | 'not-used'; redis: 'ok' | 'away' | 'not-used' };
    };
  };
  'GET /protected': {
    query?: { session_id?: string };

    answer: {
      message: string;
      user: {
        id: string;
        firstName: string | null;
        lastName: string | null;
        username: string | null;
        email: string | null;
        imageUrl: string;
        createdAt: string;
        lastSignInAt: string | null;
      };
      sessionId: string;
      token: { issuedAt: string; expiresAt: string };
    };
  };
  'GET /v1/me': {
    answer: {
      id: string;
      firstName: string | null;
      lastName: string | null;
      username: string | null;
      email: string | null;
      imageUrl: string;
      createdAt: string;
      lastSignInAt: string | null;
    };
  };
  'PATCH /v1/me': {
    body: { firstName?: string | null; lastName?: string | null; unsafeMetadata?: Record<string, unknown> };
    answer: {
      id: string;
      firstName: string | null;
      lastName: string | null;
      username: string | null;
      email: string | null;
      imageUrl: string;
      createdAt: string;
      lastSignInAt: string | null;
    };
  };
  'GET /v1/sessions': {
    answer: {
      sessions: {
        id: string;
        status: 'active' | 'pending' | 'ended' | 'removed' | 'revoked' | 'expired' | 'abandoned' | 'replaced';
        current: boolean;
        createdAt: string;
        lastActiveAt: string;
        expiresAt: string;
        device: {
          browser: string | null;
          type: string | null;
          ipAddress: string | null;
          city: string | null;
          country: string | null;
        } | null;
      }[];
    };
  };
  'POST /v1/sessions/revoke-others': {
    answer: { revoked: number };
  };
  'DELETE /v1/sessions/{id}': {
    path: { id: string };

    answer: undefined;
  };
  'GET /v1/organizations': {
    query?: { limit?: number; offset?: number };

    answer: {
      organizations: {
        id: string;
        name: string;
        slug: string | null;
        imageUrl: string;
        role: string;
        permissions: string[];
      }[];
      totalCount: number;
    };
  };
  'GET /v1/admin/users': {
    query?: { limit?: number; offset?: number; query?: string };

    answer: {
      users: {
        id: string;
        firstName: string | null;
        lastName: string | null;
        username: string | null;
        email: string | null;
        imageUrl: string;
        createdAt: string;
        lastSignInAt: string | null;
      }[];
      totalCount: number;
    };
  };
  'GET /openapi.json': {
    answer: { openapi: '3.1.1' };
  };
};
