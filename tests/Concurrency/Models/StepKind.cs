namespace FeedHandler.Concurrency.Models;

/// <summary>What a step of a modelled thread does.</summary>
internal enum StepKind
{
    /// <summary>Reads a cell; later steps may come first unless they depend on it.</summary>
    Load,

    /// <summary>Reads a cell before everything later (Volatile.Read).</summary>
    LoadAcquire,

    /// <summary>Writes a cell; later steps may come first.</summary>
    Store,

    /// <summary>Writes a cell after everything earlier (Volatile.Write).</summary>
    StoreRelease,

    /// <summary>Earlier reads come before everything later (Volatile.ReadBarrier).</summary>
    ReadBarrier,

    /// <summary>Earlier writes come before later writes (Volatile.WriteBarrier).</summary>
    WriteBarrier,

    /// <summary>Reads, compares and writes a cell, in order with everything (Interlocked.CompareExchange).</summary>
    CompareExchange,

    /// <summary>Computes, checks or branches, in order with everything.</summary>
    Local,
}
