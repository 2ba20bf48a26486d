/** What is kept: addresses of pages, and of files with the digest of each. journal/web/offline.py writes it. */
declare const KEPT: { version: string; pages: string[]; files: Record<string, string> };
