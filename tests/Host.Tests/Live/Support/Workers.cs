// Live tests mostly wait: for processes to start, for packets that are sent at a pace, for silence. They run beside each other, more at once than there
// are cores. Whatever is not marked as parallelizable runs alone behind them.
[assembly: LevelOfParallelism(4)]
