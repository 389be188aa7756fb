/**
 * The package by `require`: its modules for `import` look for their native part in one parent folder after another without
 * end (version 2.25.3).
 */
export { Index } from 'usearch';
