/** By what each language's texts are known, so that a browser may keep them; the server writes this module itself. */
export const VERSIONS = { hi: '', gu: '' };
