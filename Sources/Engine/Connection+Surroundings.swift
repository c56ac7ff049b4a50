// The time and random numbers as a connection's statements see them. Level 1.

extension Connection {
  /// The time that `'now'` is, in milliseconds since 1970 in UTC; nil for the system's clock. Each
  /// connection has its own.
  public var frozenTime: Int64? {
    get { clock.frozenTime }
    set { clock.frozenTime = newValue }
  }

  /// Makes `random()` and `randomblob()` give the numbers that follow from a state, the same on every
  /// machine; nil for numbers that differ from run to run.
  public func setChance(_ state: UInt64?) {
    chance.generator = state.map(Chance.Generator.init)
  }

  /// What a piece of work looks at besides tables and parameters: not what it names but what it asks.
  public func surroundings<Result, Failure>(
    of work: () throws(Failure) -> Result
  ) throws(Failure) -> (result: Result, used: Surroundings) {
    let (clockCount, chanceCount) = (clock.askedCount, chance.askedCount)
    let result = try work()
    var used: Surroundings = []
    if clock.askedCount > clockCount { used.insert(.clock) }
    if chance.askedCount > chanceCount { used.insert(.chance) }
    return (result, used)
  }
}
