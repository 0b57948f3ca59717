import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findFreePort } from '../../support/port.ts';
import { ask, createInstallation, readDeployFile } from './installation.ts';

const readManifest = (name: string): unknown => parse(readDeployFile(`kubernetes/${name}`));

const probeSchema = z.object({
  httpGet: z.object({
    path: z.string(),
    port: z.literal('http'),
    httpHeaders: z.array(z.object({ name: z.literal('Host'), value: z.string() })).length(1),
  }),
});
const labelsSchema = z.record(z.string(), z.string());
const deploymentSchema = z.object({
  kind: z.literal('Deployment'),
  spec: z.object({
    selector: z.object({ matchLabels: labelsSchema }),
    template: z.object({
      metadata: z.object({ labels: labelsSchema }),
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        securityContext: z.object({
          runAsNonRoot: z.literal(true),
          runAsUser: z.number().min(1),
          seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
        }),
        containers: z
          .array(
            z.object({
              args: z.array(z.string()),
              env: z.array(z.object({ name: z.string(), value: z.string().optional() })),
              ports: z.array(z.object({ name: z.literal('http'), containerPort: z.number() })).length(1),
              livenessProbe: probeSchema,
              startupProbe: probeSchema,
              readinessProbe: probeSchema.extend({ timeoutSeconds: z.number().min(3) }),
              securityContext: z.object({
                allowPrivilegeEscalation: z.literal(false),
                readOnlyRootFilesystem: z.literal(true),
                capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
              }),
              volumeMounts: z.array(
                z.object({ name: z.string(), mountPath: z.string(), readOnly: z.literal(true) }),
              ),
            }),
          )
          .length(1),
        volumes: z.array(
          z.object({
            name: z.string(),
            secret: z.object({ secretName: z.string(), defaultMode: z.literal(0o440) }).optional(),
          }),
        ),
      }),
    }),
  }),
});

const installation = createInstallation('kubernetes/api.json');
afterAll(installation.remove);

describe('the Kubernetes manifests', () => {
  it('start an API that passes its own probes, whatever the address of the pod is', async () => {
    const { template } = deploymentSchema.parse(readManifest('deployment.yaml')).spec;
    const [container] = template.spec.containers;
    if (!container) throw new Error('the deployment has no container');
    const port = await findFreePort();
    const environment = Object.fromEntries(
      container.env.flatMap(({ name, value }) =>
        value === undefined ? [] : [[name, installation.pathOf(value)]],
      ),
    );
    const args = container.args.map((arg) => (arg.startsWith('/') ? installation.pathOf(arg) : arg));
    const image = { NODE_ENV: 'production', FRONTDESK_HOST: '0.0.0.0', FRONTDESK_PORT: String(port) };
    const ready = await installation.start(['frontdesk-api.mjs', ...args], { ...image, ...environment });
    expect(ready.connection).toBe('instance');

    const probe = ({ httpGet }: z.infer<typeof probeSchema>) => {
      const host = httpGet.httpHeaders[0]?.value ?? '';
      expect(host).toContain(`:${container.ports[0]?.containerPort}`);
      return ask(port, httpGet.path, host.replace(/:\d+$/, `:${port}`));
    };
    expect((await probe(container.livenessProbe)).status).toBe(200);
    expect((await probe(container.startupProbe)).status).toBe(200);
    // Not asked here, since its answer takes a question to Clerk; the guard before it is passed by the same Host.
    expect(container.readinessProbe.httpGet).toEqual({ ...container.livenessProbe.httpGet, path: '/readyz' });
    expect((await ask(port, '/healthz', 'api.example.com')).status).toBe(200);
  });

  it('mount the secret key as a file that the environment names, and nowhere hold one', () => {
    const { template } = deploymentSchema.parse(readManifest('deployment.yaml')).spec;
    const [container] = template.spec.containers;
    const secret = template.spec.volumes.find((volume) => volume.secret);
    const mount = container?.volumeMounts.find(({ name }) => name === secret?.name);
    expect(container?.env).toContainEqual({
      name: 'CLERK_SECRET_KEY_FILE',
      value: `${mount?.mountPath}/clerk-secret-key`,
    });
    for (const file of ['deployment.yaml', 'api.json', 'kustomization.yaml'])
      expect(readDeployFile(`kubernetes/${file}`)).not.toMatch(/sk_(test|live)_/);
  });

  it('agree with each other on labels and ports', () => {
    const { selector, template } = deploymentSchema.parse(readManifest('deployment.yaml')).spec;
    expect(template.metadata.labels).toEqual(selector.matchLabels);
    expect(readManifest('service.yaml')).toMatchObject({
      kind: 'Service',
      spec: { selector: selector.matchLabels, ports: [{ targetPort: 'http' }] },
    });
    expect(readManifest('network-policy.yaml')).toMatchObject({
      kind: 'NetworkPolicy',
      spec: { podSelector: selector, ingress: [{ ports: [{ port: 'http' }] }] },
    });
    const { resources } = z
      .object({ resources: z.array(z.string()) })
      .parse(readManifest('kustomization.yaml'));
    for (const file of resources) expect(readManifest(file)).toHaveProperty('kind');
  });
});
