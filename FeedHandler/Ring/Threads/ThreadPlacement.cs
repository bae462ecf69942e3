namespace FeedHandler.Ring;

/// <summary>Where and how a thread runs. What the system refuses is reported, and the thread runs all the same.</summary>
/// <param name="CoreIndex">The core it stays on, as the kernel counts from 0; null for any.</param>
/// <param name="FifoPriority">The real-time priority (SCHED_FIFO, 1 to 99); null for ordinary scheduling. A real-time thread that spins
/// takes its core from everything else.</param>
public readonly record struct ThreadPlacement(int? CoreIndex = null, int? FifoPriority = null);
