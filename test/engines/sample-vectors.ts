export { seededRandom as random } from 'vexlab/dist/analysis/random';
export { nearest } from 'vexlab/dist/contract/nearest';
export { sampleVectors as sample } from 'vexlab/dist/contract/sample';
