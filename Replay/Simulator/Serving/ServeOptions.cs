namespace FeedHandler.Replay.Simulator;

/// <summary>What a simulated channel does that is served live, and when it ends.</summary>
public sealed record ServeOptions
{
    /// <summary>A sequence ends before its numbers do, which have 32 bits.</summary>
    public const long SessionPacketsMax = 4_000_000_000;

    /// <summary>What the channel does; where it says nothing of it, a usual rate and heartbeats, and not more trades than can still be corrected.</summary>
    public required SimulationOptions Simulation { get; init; }

    /// <summary>Its lines, with what is lost on them, and its loops.</summary>
    public required CaptureLines Lines { get; init; }

    /// <summary>How many match events there are, over all sessions; default without end.</summary>
    public long EventCountMax { get; init; } = long.MaxValue;

    /// <summary>After how many match events a session ends, and the sequence starts again; default 10 million.</summary>
    public int SessionEventCount { get; init; } = 10_000_000;

    /// <summary>For how long there are match events; null for no end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>For how long loops go on behind the last match event, and in the first half of it heartbeats; default 5 s.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(5);

    internal long SessionPackets => Lines.RestartAt == 0 ? SessionPacketsMax : Lines.RestartAt;

    internal long QuietNs => Quiet.Ticks * TimeSpan.NanosecondsPerTick;

    internal SimulationOptions OfSession(int session, long startNs, long eventsLeft)
    {
        return Simulation with
        {
            Seed = Simulation.Seed + (ulong)session,
            Session = session,
            StartNs = startNs,
            EventCount = (int)Math.Min(eventsLeft, SessionEventCount),
            FirstSeqNum = 1,
        };
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Simulation.EventsPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(EventCountMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(SessionEventCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Quiet, TimeSpan.Zero);
        Simulation.Validate();
    }
}
