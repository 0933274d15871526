/** True when a GET of `url` is answered with 2xx within `timeoutMillis`. */
export const answersHttp = async (url: string, timeoutMillis = 1000): Promise<boolean> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMillis) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
};
