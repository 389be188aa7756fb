export interface RecordEngine {
  name: string;
  title: string;
  kind: 'embedded' | 'server' | 'cloud' | 'filesystem';
  mark: { colour: string; symbol: string };
  /** The engine's own name of ef_search; absent: it has none, or an older record. */
  ef?: string;
  how?: 'environment' | 'up' | 'default-port' | 'started' | 'docker' | 'in-process';
  clientVersion?: string;
  serverVersion?: string;
}
