import type { Client } from '@continuo/core';

/** The address of a picture or video: `url` of one of its sources, which may be a path of the backend. */
export const mediaUrl = ({ options }: Client, url: string): string =>
  url.startsWith('/') ? options.endpoint + url : url;
