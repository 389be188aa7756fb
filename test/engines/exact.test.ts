import { engine } from 'vexlab/dist/engines/exact';
import { contractSuite } from './contract';

contractSuite(engine);
