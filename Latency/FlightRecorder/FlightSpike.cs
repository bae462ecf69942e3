using System.Globalization;
using System.Text.Json;

namespace FeedHandler.Latency.FlightRecorder;

/// <summary>A packet that took longer than the budget, or of which an event did.</summary>
public struct FlightSpike
{
    /// <summary>Its number among those recorded.</summary>
    public long Number { get; set; }

    /// <summary>When it was received, nanoseconds since the Unix epoch; 0 when nobody knows.</summary>
    public long RxNs { get; internal set; }

    /// <summary>The group that it came by.</summary>
    public int Group { get; internal set; }

    /// <summary>What the receiver took, in nanoseconds.</summary>
    public long ReceiveNs { get; internal set; }

    /// <summary>From its hand-over until the feed thread was done with it, in nanoseconds.</summary>
    public long WayNs { get; internal set; }

    /// <summary>What the stages of that took.</summary>
    public FlightStages Stages { get; internal set; }

    /// <summary>From its hand-over until a strategy was done with an event of it, in nanoseconds; 0 where it was the feed thread that took too long.</summary>
    public long EventNs { get; set; }

    /// <summary>The strategy's own part of <see cref="EventNs"/>, in nanoseconds.</summary>
    public long StrategyNs { get; set; }

    /// <summary>All that the feed thread took, in nanoseconds.</summary>
    public readonly long TotalNs => ReceiveNs + WayNs;

    /// <summary>What of the way is of no stage, in nanoseconds.</summary>
    public readonly long OtherNs => Math.Max(0, WayNs - Stages.SumNs);

    /// <summary>The stages in words, in nanoseconds: `receive 410, arbitrate 35, decode 900, book 81000, publish 775, other 0`.</summary>
    public readonly string StagesText => string.Create(
        CultureInfo.InvariantCulture,
        $"receive {ReceiveNs}, arbitrate {Stages.ArbitrateNs}, decode {Stages.DecodeNs}, book {Stages.BookNs}, publish {Stages.PublishNs}, other {OtherNs}");

    /// <summary>Writes what it took as members: the feed thread in all and by stage and, where an event took too long, that and its strategy.</summary>
    /// <param name="writer">Takes them, in nanoseconds.</param>
    public readonly void WriteTimes(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumber("totalNs", TotalNs);
        writer.WriteNumber("receiveNs", ReceiveNs);
        writer.WriteNumber("arbitrateNs", Stages.ArbitrateNs);
        writer.WriteNumber("decodeNs", Stages.DecodeNs);
        writer.WriteNumber("bookNs", Stages.BookNs);
        writer.WriteNumber("publishNs", Stages.PublishNs);
        writer.WriteNumber("otherNs", OtherNs);
        if (EventNs == 0) return;
        writer.WriteNumber("eventNs", EventNs);
        writer.WriteNumber("strategyNs", StrategyNs);
    }
}
