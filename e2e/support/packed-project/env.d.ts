declare module '*.css';
interface ImportMeta {
  readonly env: { readonly VITE_ENDPOINT: string; readonly VITE_KEY: string };
}
