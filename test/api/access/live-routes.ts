import type { Express } from 'express';

/** One layer of a router, as Express 5 keeps it: a route, a router with a stack of its own, or a handler. */
interface Layer {
  readonly rawPath: unknown;
  readonly name: string;
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

export interface LiveRoutes {
  /** `POST /v1/events`, in the order in which they are tried. */
  readonly routes: readonly string[];
  /** Names of handlers that see any request: each could answer one, so each must be known. */
  readonly handlers: readonly string[];
}

/**
 * What an application really answers, read from its router.
 *
 * @throws Error when the router does not show it: then nothing would be tested.
 */
export const liveRoutes = (app: Express): LiveRoutes => {
  const routes: string[] = [];
  const handlers: string[] = [];
  const walk = (layers: readonly Layer[] | undefined): void => {
    if (!layers) throw new Error('the router shows no layers: Express keeps them elsewhere now');
    for (const { rawPath, name, handle, route } of layers) {
      if (route) {
        const methods = Object.keys(route.methods).map((method) => method.toUpperCase());
        if (methods.length === 0) throw new Error(`the route ${route.path} shows no method`);
        routes.push(...methods.map((method) => `${method} ${route.path}`));
      } else if (!handle.stack) handlers.push(rawPath === '/' ? name : `${name} at ${String(rawPath)}`);
      else if (rawPath === '/') walk(handle.stack);
      else throw new Error(`a router is mounted at ${String(rawPath)}: spell its routes out whole`);
    }
  };
  walk((app.router as unknown as { readonly stack?: readonly Layer[] }).stack);
  if (routes.length === 0) throw new Error('the router shows no route');
  return { routes, handlers };
};
