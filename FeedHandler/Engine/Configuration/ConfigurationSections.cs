using System.ComponentModel;
using FeedHandler.Core.Arbitration;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Sessions;

namespace FeedHandler.Engine;

/// <summary>How packets are received.</summary>
public sealed record ReceiverSection
{
    /// <summary>Which receiver.</summary>
    [Description("auto, socket, io_uring, xdp or dpdk; auto takes the best that works here and says which")]
    public string Kind { get; set; } = "auto";

    /// <summary>Socket buffer.</summary>
    [Description("Bytes of each socket's receive buffer (65536 to 1073741824)")]
    public int ReceiveBufferBytes { get; set; } = 16 << 20;

    /// <summary>Busy polling of the driver.</summary>
    [Description("Microseconds for which the kernel polls the network card's queue on our behalf; 0 leaves it to interrupts (0 to 1000000)")]
    public int BusyPollUs { get; set; }

    /// <summary>Packets of a batch.</summary>
    [Description("Packets taken from the kernel at once (1 to 1024)")]
    public int BatchCount { get; set; } = 64;

    /// <summary>Time stamps.</summary>
    [Description("Whose clock says when a packet arrived: kernel, hardware or none (our own, once per poll)")]
    public string Timestamps { get; set; } = "kernel";

    /// <summary>Waiting.</summary>
    [Description("spin burns the feed core and is fastest; block sleeps in the kernel until something arrives (not with dpdk)")]
    public string Wait { get; set; } = "spin";

    /// <summary>DPDK's own arguments.</summary>
    [Description("With dpdk: arguments of its environment, such as --no-huge, -m 256, --vdev=net_af_packet0,iface=eth1")]
    public IReadOnlyList<string> DpdkArguments { get; set; } = [];
}

/// <summary>Where and how threads run.</summary>
public sealed record ThreadSection
{
    /// <summary>The feed's core.</summary>
    [Description("Core of the feed thread; leave out not to pin it")]
    public int? FeedCore { get; set; }

    /// <summary>The strategies' cores.</summary>
    [Description("Cores of the strategies, in order; strategies beyond the list are not pinned")]
    public IReadOnlyList<int> StrategyCores { get; set; } = [];

    /// <summary>Real-time priority.</summary>
    [Description("SCHED_FIFO priority of the feed thread (1 to 99); 0 leaves the ordinary scheduler. Read docs/live.md first: it can stop a machine")]
    public int FeedPriority { get; set; }

    /// <summary>Locked memory.</summary>
    [Description("Whether all memory is locked, so that nothing is ever paged out")]
    public bool LockMemory { get; set; }

    /// <summary>Awake cores.</summary>
    [Description("Whether /dev/cpu_dma_latency is held at 0 while running, so that idle cores wake at once")]
    public bool KeepCoresAwake { get; set; } = true;
}

/// <summary>What is kept of instruments from one start to the next.</summary>
public sealed record InstrumentSection
{
    /// <summary>The file.</summary>
    [Description("A file in which what the venue says of instruments is kept for the next start, relative to this file; leave out to keep nothing")]
    public string? Cache { get; set; }
}

/// <summary>What other processes of the machine may read.</summary>
public sealed record ShareSection
{
    /// <summary>Where.</summary>
    [Description("A name, or a file with a slash in its path, by which other processes of this machine subscribe to the feed; leave out to share nothing")]
    public string? Name { get; set; }

    /// <summary>Events.</summary>
    [Description("Events that a subscriber can be behind before it loses some, a power of two (1024 to 67108864); each takes 64 bytes")]
    public int Events { get; set; } = ShareOptions.EventCountDefault;

    /// <summary>Instruments.</summary>
    [Description("Instruments of all channels that can be subscribed to (1 to 1000000); each takes 1 KiB")]
    public int Instruments { get; set; } = ShareOptions.InstrumentCountDefault;
}

/// <summary>By what clients on other machines subscribe to the feed.</summary>
public sealed record GatewaySection
{
    /// <summary>Words for <see cref="Loop"/>.</summary>
    public static IReadOnlyList<string> LoopWords { get; } = [.. Enum.GetValues<LoopKind>().Select(LoopChoice.WordOf)];

    /// <summary>The loop of a word.</summary>
    /// <param name="word">One of <see cref="LoopWords"/>.</param>
    public static LoopKind LoopOf(string word) => Enum.GetValues<LoopKind>().First(kind => LoopChoice.WordOf(kind) == word);

    /// <summary>Where.</summary>
    [Description("Address and TCP port where clients subscribe, such as 127.0.0.1:9470; leave out for none. Another than loopback needs tokens")]
    public string? Listen { get; set; }

    /// <summary>Loops.</summary>
    [Description("Loops, each on a thread of its own (1 to 256)")]
    public int Loops { get; set; } = 1;

    /// <summary>How loops wait.</summary>
    [Description("By what loops wait for the network: auto, epoll or io_uring; auto takes io_uring where it works")]
    public string Loop { get; set; } = LoopWords[0];

    /// <summary>Tokens.</summary>
    [Description("The file that says which token may see what, relative to this file; its owner alone may read it")]
    public string? Tokens { get; set; }

    /// <summary>Connections.</summary>
    [Description("Connections at once (1 to 1000000)")]
    public int Connections { get; set; } = 10_000;

    /// <summary>A slow client.</summary>
    [Description("KiB that may wait for a client before it counts as slow (64 to 262144)")]
    public int BacklogKib { get; set; } = 1024;

    /// <summary>The end.</summary>
    [Description("Seconds that clients have to go elsewhere when the feed ends (0 to 3600)")]
    public int DrainSeconds { get; set; } = 5;

    /// <summary>The journal.</summary>
    [Description("The folder, relative to this file, where a journal of the feed is kept; leave out for none")]
    public string? Journal { get; set; }

    /// <summary>Room of a file of the journal.</summary>
    [Description("MiB of a file of the journal (1 to 1024)")]
    public int JournalFileMib { get; set; } = JournalOptions.FileMibDefault;

    /// <summary>Files of the journal.</summary>
    [Description("Files of the journal: before one more is begun the oldest is deleted (2 to 4096)")]
    public int JournalFiles { get; set; } = JournalOptions.FileCountDefault;

    /// <summary>Hours.</summary>
    [Description("Hours after which a file of the journal is deleted that is written to no more; 0 for never (0 to 87600)")]
    public int JournalHours { get; set; }

    /// <summary>The disk.</summary>
    [Description("Milliseconds of the journal that a loss of power may take: how often the disk is asked to have it; 0 leaves it to the system (0 to 60000)")]
    public int JournalSyncMs { get; set; } = JournalOptions.SyncMsDefault;
}

/// <summary>The ring of events and its consumers.</summary>
public sealed record RingSection
{
    /// <summary>Slots.</summary>
    [Description("Slots of the ring, a power of two (2 to 16777216)")]
    public int Size { get; set; } = PipelineOptions.RingSizeDefault;

    /// <summary>Strategies.</summary>
    [Description("How many strategies consume the events (1 to 16)")]
    public int Strategies { get; set; } = 1;

    /// <summary>Waiting.</summary>
    [Description("How strategies wait for events: busy, yielding, sleeping or blocking; leave out for the best that the cores allow")]
    public string? Wait { get; set; }

    /// <summary>A full ring.</summary>
    [Description("What happens when a strategy is a whole ring behind: wait holds the feed until it has room, detach ends the strategy and tells so")]
    public string FullRing { get; set; } = "wait";

    /// <summary>Instruments.</summary>
    [Description("How many instruments to make room for (1 to 1000000)")]
    public int InstrumentsMax { get; set; } = PipelineOptions.InstrumentsMaxDefault;

    /// <summary>Orders.</summary>
    [Description("Resting orders of a channel to make room for, 121 bytes each in feed and strategies; 0 keeps no books by order (0 to 67108864)")]
    public int OrdersMax { get; set; }

    /// <summary>Origins.</summary>
    [Description("Whether strategies keep whence each level of their books came and when, 240 bytes an instrument; the report tells it")]
    public bool LevelOrigins { get; set; }

    /// <summary>Stamps.</summary>
    [Description("Whether stages are timed")]
    public bool Stamps { get; set; } = true;
}

/// <summary>When a missing packet is given up.</summary>
public sealed record ArbitrationSection
{
    private static readonly ArbitrationOptions Defaults = new();

    /// <summary>By count.</summary>
    [Description("Give a missing packet up when one this far ahead has come, counted from the first missing (1 to 4096)")]
    public int GapCount { get; set; } = Defaults.GapCountMax;

    /// <summary>By time.</summary>
    [Description("Give a missing packet up when one ahead of it has waited this many microseconds (0 to 60000000)")]
    public int GapTimeUs { get; set; } = (int)(Defaults.GapTimeNsMax / 1000);
}

/// <summary>What runs through the pipeline before the first live packet.</summary>
public sealed record WarmUpSection
{
    /// <summary>The capture.</summary>
    [Description("A capture of the same venue, relative to this file; leave out for the built-in traffic of the simulator")]
    public string? Capture { get; set; }

    /// <summary>How often.</summary>
    [Description("How many times it is replayed (0 to 1000); 0 does not warm up")]
    public int Passes { get; set; } = 20;
}

/// <summary>When the groups of loops are joined.</summary>
public sealed record LoopSection
{
    /// <summary>The word for groups that are joined from the start to the end.</summary>
    public const string Always = "always";

    private static readonly LoopOptions Defaults = new();

    /// <summary>When.</summary>
    [Description("needed joins them while a channel needs what they tell, always from the start to the end, for networks where a join takes seconds")]
    public string Join { get; set; } = "needed";

    /// <summary>The quiet time.</summary>
    [Description("With needed: milliseconds for which nothing may need a loop before its groups are left (10 to 3600000)")]
    public int QuietMs { get; set; } = (int)Defaults.Quiet.TotalMilliseconds;
}
