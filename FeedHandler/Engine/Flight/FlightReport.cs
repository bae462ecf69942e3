using FeedHandler.Latency.FlightRecorder;

namespace FeedHandler.Engine;

/// <summary>What the flight recorder of a feed saw and saved.</summary>
public sealed record FlightReport
{
    /// <summary>Nanoseconds that a packet might take on the feed thread, and an event until its strategy was done with it.</summary>
    public required long BudgetNs { get; init; }

    /// <summary>Packets that took longer.</summary>
    public required long PacketsOver { get; init; }

    /// <summary>Events behind a ring that took longer, of all strategies.</summary>
    public required long EventsOver { get; init; }

    /// <summary>The longest way of an event over the budget, in nanoseconds; 0 for none.</summary>
    public required long WorstEventNs { get; init; }

    /// <summary>The packet that took longest of those over the budget; of 0 ns where there was none.</summary>
    public required FlightSpike Worst { get; init; }

    /// <summary>The files that were written, in their order.</summary>
    public IReadOnlyList<FlightFile> Files { get; init; } = [];

    /// <summary>Packets over the budget that are in no file: they came too soon behind a saved one, or after the last that is saved of a run.</summary>
    public long NotSaved { get; init; }

    /// <summary>Packets around a spike that are not in its file: written over before they could be taken, or longer than 2048 bytes.</summary>
    public long PacketsLeftOut { get; init; }

    /// <summary>What could not be written.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>What a recorder itself knows, when the threads of its feed have ended.</summary>
    /// <param name="ring">The recorder.</param>
    /// <param name="flags">What strategies' threads told.</param>
    internal static FlightReport Of(FlightRing ring, IReadOnlyList<FlightFlag> flags) => new()
    {
        BudgetNs = ring.Options.BudgetNs,
        PacketsOver = ring.OverCount,
        EventsOver = flags.Sum(static flag => flag.OverCount),
        WorstEventNs = flags.Select(static flag => flag.WorstNs).DefaultIfEmpty().Max(),
        Worst = ring.Worst,
        NotSaved = ring.OverCount,
    };
}

/// <summary>A spike that was saved.</summary>
/// <param name="Name">The file's name in its folder.</param>
/// <param name="Packets">Packets in it.</param>
/// <param name="Channel">The channel of the packet that took too long, by its number at the venue.</param>
/// <param name="Spike">What it took.</param>
public sealed record FlightFile(string Name, int Packets, int Channel, FlightSpike Spike);
