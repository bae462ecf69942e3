namespace FeedHandler.Replay.Simulator;

/// <summary>What a simulated channel does. Equal options give equal packets, on every machine and in every run.</summary>
public sealed record SimulationOptions
{
    private const int OrdersSince = 7;
    private const int NewestVersion = 13;

    /// <summary>Where every choice starts from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many instruments there are: 1 to 1000, default 12.</summary>
    public int InstrumentCount { get; init; } = 12;

    /// <summary>How many match events follow the definitions and the opening: 0 to 100 million, default 2000.</summary>
    public int EventCount { get; init; } = 2000;

    /// <summary>How many times the channel is reset (template 4), spread evenly over the events; default 1.</summary>
    public int ChannelResetCount { get; init; } = 1;

    /// <summary>Whether DeleteFrom is used, which published descriptions read in two ways and which no capture was seen to hold; default false.</summary>
    public bool UsesDeleteFrom { get; init; }

    /// <summary>The channel (FIX tag 1180 ApplID).</summary>
    public short ApplId { get; init; } = 310;

    /// <summary>The channel's first moment, nanoseconds since the Unix epoch.</summary>
    public long StartNs { get; init; } = 1_767_600_000_000_000_000;

    /// <summary>The number of the first packet, default 1.</summary>
    public uint FirstSeqNum { get; init; } = 1;

    /// <summary>The largest packet in bytes, its header included: 1000 to 1400, default 1400.</summary>
    public int PacketBytesMax { get; init; } = 1400;

    /// <summary>How often the rarer parts of the protocol occur.</summary>
    public ProtocolRates Rates { get; init; } = new();

    /// <summary>The phases of its session; null, the default, for books that are filled before the open, and no auction, halt of a group or expiry.</summary>
    public TradingDay? Day { get; init; }

    /// <summary>How events follow each other in time, and how full packets are.</summary>
    public MarketProfile Profile { get; init; }

    /// <summary>
    /// How many match events there are in a second on average, without silences, as of a channel that is served live: 1 to 1 million; 0, the default, for the
    /// profile's own pace.
    /// </summary>
    public int EventsPerSecond { get; init; }

    /// <summary>After how much silence between two match events there is a heartbeat, in nanoseconds; 0, the default, for none.</summary>
    public long HeartbeatNs { get; init; }

    /// <summary>How many of an instrument's latest trades are kept, for a channel that goes on and on; default all.</summary>
    public int TradesKept { get; init; } = int.MaxValue;

    /// <summary>How many of the instruments are defined only in mid-session, spread evenly over the events; fewer than there are, default 0.</summary>
    public int LateInstrumentCount { get; init; }

    /// <summary>The schema version: 13 (default), or 8 or 6 with the old templates and prices in 1e-7.</summary>
    public int SchemaVersion { get; init; } = NewestVersion;

    /// <summary>Which run of the sequence this is, to tell packets of equal numbers apart; nothing of it is on the wire. Default 0.</summary>
    public int Session { get; init; }

    /// <summary>Whether its time is that of the clock, so that silences of minutes are of no use.</summary>
    internal bool IsServed => EventsPerSecond > 0;

    /// <summary>Whether the schema version tells orders.</summary>
    public bool HasOrders => SchemaVersion >= OrdersSince;

    internal bool IsOldSchema => SchemaVersion != NewestVersion;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(InstrumentCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(InstrumentCount, 1000);
        ArgumentOutOfRangeException.ThrowIfNegative(EventCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(EventCount, 100_000_000);
        ArgumentOutOfRangeException.ThrowIfNegative(ChannelResetCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ChannelResetCount, 1000);
        ArgumentOutOfRangeException.ThrowIfNegative(LateInstrumentCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(LateInstrumentCount, InstrumentCount);
        if (SchemaVersion is not (6 or 8 or NewestVersion)) throw new ArgumentOutOfRangeException(nameof(SchemaVersion), SchemaVersion, "6, 8 or 13");
        ArgumentOutOfRangeException.ThrowIfNegative(EventsPerSecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(EventsPerSecond, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfNegative(HeartbeatNs);
        ArgumentOutOfRangeException.ThrowIfLessThan(TradesKept, 1);
        Rates.Validate();
        Day?.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(StartNs);
        ArgumentOutOfRangeException.ThrowIfLessThan(PacketBytesMax, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PacketBytesMax, 1400);
    }
}
