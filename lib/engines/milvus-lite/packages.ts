import { pythonPackages } from '../install/python-packages';

export const liteVersion = '3.2.2';

const before311 = 'python_version < "3.11"';
const from311 = 'python_version >= "3.11"';

/** All that Milvus Lite imports: its protocol comes from pymilvus, which it does not name, and that from pandas. */
export const packages = pythonPackages('milvus-lite', {
  what: `Milvus Lite ${liteVersion} with FAISS, Arrow and pymilvus, from PyPI, about 360 MB`,
  requirements: [
    `milvus-lite==${liteVersion}`,
    'pymilvus==3.0.2',
    `cachetools==7.3.2 ; ${before311}`,
    `cachetools==8.0.0 ; ${from311}`,
    'certifi==2026.10.18',
    'charset-normalizer==3.5.2',
    'faiss-cpu==1.15.1',
    'grpcio==1.85.1',
    'idna==3.20',
    `numpy==2.2.6 ; ${before311}`,
    'numpy==2.4.6 ; python_version == "3.11"',
    'numpy==2.5.5 ; python_version >= "3.12"',
    'orjson==3.13.0',
    'packaging==26.3',
    `pandas==2.3.3 ; ${before311}`,
    `pandas==3.1.1 ; ${from311}`,
    'protobuf==7.36.2',
    `pyarrow==25.0.1 ; ${before311}`,
    `pyarrow==26.0.1 ; ${from311}`,
    `python-dateutil==3.0.0 ; ${before311}`,
    `python-dateutil==4.0.0 ; ${from311}`,
    'python-dotenv==1.2.4',
    `pytz==2026.6 ; ${before311}`,
    'requests==2.34.2',
    `six==1.17.0 ; ${before311}`,
    `tomli==2.5.0 ; ${before311}`,
    'typing_extensions==4.16.0',
    'tzdata==2026.6',
    'urllib3==2.8.0',
  ],
});
