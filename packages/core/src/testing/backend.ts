/** A fresh workspace of the real backend, which the test runner serves beside the tests. */
export interface Workspace {
  id: string;
  endpoint: string;
  publishable: string;
  slug: string;
}

const act = async <T>(name: string, body: unknown): Promise<T> => {
  const response = await fetch(`/test/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<T>;
};

export const makeWorkspace = (): Promise<Workspace> => act('workspaces', {});

/** What the merchant's server would answer. */
export const makeToken = async (workspace: Workspace, userId: string, claims?: object): Promise<string> =>
  (await act<{ token: string }>('tokens', { workspace: workspace.id, userId, claims })).token;
