// Asks the registry whether what the browser application ships has known faults. A registry that knows none of them, or
// cannot be reached, is said so and holds nobody up: what was not asked was not found out either way.
import { spawnSync } from 'node:child_process'

const PATIENCE_MS = 20_000
const FATAL = ['high', 'critical']

const asked = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0', `--fetch-timeout=${PATIENCE_MS / 2}`], { encoding: 'utf8', timeout: PATIENCE_MS })
const answer = parsed(asked.stdout)

if (!answer?.vulnerabilities || !answer.metadata) {
  console.log('npm audit: NOT AUDITED: the registry answers no audits, or not in time.')
} else {
  const found = Object.values(answer.vulnerabilities)
  for (const { name, severity, range } of found) console.log(`npm audit: ${severity}: ${name} ${range}`)
  console.log(`npm audit: ${answer.metadata.dependencies.prod} packages audited, ${found.length} with known faults.`)
  process.exitCode = found.some(({ severity }) => FATAL.includes(severity)) ? 1 : 0
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
