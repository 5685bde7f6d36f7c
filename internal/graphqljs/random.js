// Random is a small seeded source of random numbers (mulberry32), so that an operation
// can be made again from its seed alone.
export class Random {
  constructor(seed) {
    this.state = Math.imul(seed, 0x9e3779b1) >>> 0
  }

  // next is a number from 0 up to, not including, 1.
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  // below is a whole number from 0 to n-1.
  below(n) {
    return Math.floor(this.next() * n)
  }

  chance(probability) {
    return this.next() < probability
  }

  pick(list) {
    return list[this.below(list.length)]
  }
}
