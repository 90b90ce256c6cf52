import type { Challenge } from './generated'
import { solve } from './proofOfWork'

addEventListener('message', ({ data }: MessageEvent<Challenge>) => postMessage(solve(data)))
