// React's slower build for development is chosen while it is imported.
process.env['NODE_ENV'] ??= 'production';
await import('./programme/main.ts');
