using System.Text.RegularExpressions;
using FeedHandler.Tidy.Sources;

namespace FeedHandler.Tidy.Code;

/// <summary>The rooms between a packet's arrival and the ring, and what in them is cold: the one list of exemptions, each with its reason.</summary>
internal static class NearSide
{
    /// <summary>The projects of which every file is near unless it is listed as cold.</summary>
    internal static readonly string[] Rooms =
    [
        "FeedHandler/Core", "FeedHandler/Wire", "FeedHandler/Venues", "FeedHandler/Ring", "FeedHandler/Receivers", "FeedHandler/Native", "FeedHandler/Engine",
        "Codecs/Runtime", "Codecs/Cme", "Codecs/Normalized",
    ];

    /// <summary>The other projects of the product, which are on no packet's way to the ring, or are not ours to word.</summary>
    internal static readonly string[] FarRooms =
    [
        "FeedHandler/Sinks", "FeedHandler/Client", "FeedHandler/Gateway", "FeedHandler/Host", "FeedHandler/Disruptor", "Latency", "Latency/Observing",
        "Replay", "Codecs/Schema", "Codecs/Generator", "Codecs/Dynamic", "Codecs/Dbn", "FeedHandler/Balance", "FeedHandler/Journals",
        "FeedHandler/Distribution", "FeedHandler/Nats",
    ];

    /// <summary>Files that run before the first packet or behind the last, by the globs under which .editorconfig lifts the ban.</summary>
    internal static readonly Dictionary<string, string> Cold = new(StringComparer.Ordinal)
    {
        ["FeedHandler/Receivers/**Opening.cs"] = "a receiver is opened before its first packet",
        ["FeedHandler/Receivers/{Environs,LiveReceivers,NetworkInterfaces}.cs"] = "choosing receivers, interfaces and the machine's settings, at start",
        ["FeedHandler/Receivers/Frames/{InterfaceGroups,KernelMembership}.cs"] = "sorting groups and joining them, at start",
        ["FeedHandler/Receivers/Xdp/XdpAdvice.cs"] = "words for what the system refused, at start",
        ["FeedHandler/Ring/Shared/SharedRing{File,Result,Shape}.cs"] = "making and checking a shared ring, at start",
        ["FeedHandler/Ring/Shared/SharedRingWriter.Opening.cs"] = "making a shared ring, at start",
        ["FeedHandler/Venues/Normalized/RetransmitConversation.cs"] = "asking for lost packets, on a thread that may wait",
        ["FeedHandler/Wire/{SessionMessages**,SessionRecords,PreviousSequences,SequenceChain}.cs"] = "sessions of clients, and what senders and clients keep",
        ["FeedHandler/Native/Dpdk/DpdkEnvironment.cs"] = "DPDK starts on a thread of its own, which is waited for once",
        ["FeedHandler/Native/Clocks/WallClock.cs"] = "off Linux, where nothing is received, the runtime's clock stands in",
        ["FeedHandler/Native/Processes/**.cs"] = "programs that check captures are started and ended, and no packet waits for one",
        ["FeedHandler/Engine/{Captures,Configuration,Feeds,Live,Recovery,Reports,Sinks,Strategies,Venues}/**.cs"] =
            "the conductor's side: configuration, start, reports",
        ["FeedHandler/Engine/Flight/**.cs"] = "spikes on their way to a file, on a thread of their own, and words for what they took",
        ["FeedHandler/Engine/Verification/**.cs"] = "comparing books on the far side of the ring, and words for what differs",
        ["FeedHandler/Engine/Pipelines/{FeedThread,Pipeline,Pipelines,PipelineOptions,InlinePipeline,RingPipeline,RingReaders,WaitKind}.cs"] =
            "choosing, making and ending a pipeline, attaching sinks",
    };

    /// <summary>What is near in a folder that is cold else.</summary>
    internal static readonly string[] NearAgain = ["FeedHandler/Engine/Live/LiveMode.cs", "FeedHandler/Engine/Live/PollCounters.cs", "FeedHandler/Engine/Live/PollWatch.cs"];

    /// <summary>Single functions for which a pragma lifts the ban, by file.</summary>
    internal static readonly Dictionary<string, string> ColdFunctions = new(StringComparer.Ordinal)
    {
        ["FeedHandler/Ring/Producers/RingProducer.Gates.cs"] = "how long the feed waited for a full ring goes to the report alone",
    };

    private static readonly Regex[] ColdPatterns = [.. Cold.Keys.Select(PatternOf)];

    /// <summary>The files that are near.</summary>
    internal static IEnumerable<SourceFile> Files => Tree.Product.Where(static file => IsNear(file.Path));

    /// <summary>Whether a file is near, by its path.</summary>
    internal static bool IsNear(string path) =>
        NearAgain.Contains(path) || (Array.Exists(Rooms, room => path.StartsWith(room + "/", StringComparison.Ordinal))
            && !Array.Exists(ColdPatterns, pattern => pattern.IsMatch(path)));

    /// <summary>Whether a glob names a file that is there.</summary>
    internal static bool IsUsed(string glob) => Tree.Product.Any(file => PatternOf(glob).IsMatch(file.Path));

    // Of .editorconfig's language what is used here: ** for anything, {a,b} for one of several.
    private static Regex PatternOf(string glob)
    {
        string pattern = Regex.Escape(glob).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\{", "(", StringComparison.Ordinal)
            .Replace("}", ")", StringComparison.Ordinal).Replace(",", "|", StringComparison.Ordinal);
        return new Regex($"^{pattern}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }
}
