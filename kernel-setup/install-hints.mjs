// Which command installs a prerequisite on this machine.
import { readFileSync } from 'node:fs';

/** @typedef {'node' | 'python' | 'python-venv' | 'compiler' | 'chromium'} Prerequisite */

/** @type {Record<string, Record<Prerequisite, string>>} */
const commands = {
  apt: {
    node: 'install Node 20.20.2, 22.13 or 24 and newer: https://nodejs.org/en/download',
    python: 'sudo apt install python3 python3-venv',
    'python-venv': 'sudo apt install python3-venv',
    compiler: 'sudo apt install build-essential',
    chromium: 'sudo apt install chromium',
  },
  dnf: {
    node: 'sudo dnf install nodejs',
    python: 'sudo dnf install python3 python3-pip',
    'python-venv': 'sudo dnf install python3 python3-pip',
    compiler: 'sudo dnf install gcc-c++ make',
    chromium: 'sudo dnf install chromium',
  },
  mac: {
    node: 'brew install node',
    python: 'brew install python@3.13',
    'python-venv': 'brew install python@3.13',
    compiler: 'xcode-select --install',
    chromium: 'brew install --cask chromium',
  },
  other: {
    node: 'install Node 20.20.2, 22.13 or 24 and newer: https://nodejs.org/en/download',
    python: "install Python 3.10 or newer with its venv module, by your system's package manager",
    'python-venv': "install Python's venv and ensurepip modules, by your system's package manager",
    compiler: "install a C++ compiler and make, by your system's package manager",
    chromium: 'install Chromium or Chrome, or set VEXLAB_CHROMIUM to where one is',
  },
};

/** The family of this machine's package manager. */
function packageManager() {
  if (process.platform === 'darwin') return 'mac';
  let release = '';
  try {
    release = readFileSync('/etc/os-release', 'utf8');
  } catch {
    return 'other';
  }
  const ids = [...release.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)/gm)].map(([, id]) => id).join(' ');
  if (/\b(debian|ubuntu)\b/.test(ids)) return 'apt';
  if (/\b(fedora|rhel|centos)\b/.test(ids)) return 'dnf';
  return 'other';
}

/**
 * @param {Prerequisite} prerequisite
 * @returns {string} a command, or words where no command is known
 */
export function installCommand(prerequisite) {
  return commands[packageManager()][prerequisite];
}
