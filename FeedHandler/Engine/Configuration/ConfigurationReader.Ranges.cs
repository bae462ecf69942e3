using System.Numerics;
using FeedHandler.Gateway.Journals;
using FeedHandler.Replay;

namespace FeedHandler.Engine;

public static partial class ConfigurationReader
{
    private const int CoreMax = 8191;
    private static readonly string[] Receivers = ["auto", "socket", "io_uring", "xdp", "dpdk"];

    private static IEnumerable<string> RangeProblems(ConfigurationFile file, IReadOnlySet<int> machineCores) =>
        new[]
        {
            Word("venue", file.Venue, [.. FeedVenue.All.Select(static venue => venue.Name)]),
            file.Channel is { } channel ? Channel("channel", channel) : null,
            Word("receiver.kind", file.Receiver.Kind, Receivers),
            Word("receiver.timestamps", file.Receiver.Timestamps, "kernel", "hardware", "none"),
            Word("receiver.wait", file.Receiver.Wait, "spin", "block"),
            Range("receiver.receiveBufferBytes", file.Receiver.ReceiveBufferBytes, 65_536, 1 << 30),
            Range("receiver.busyPollUs", file.Receiver.BusyPollUs, 0, 1_000_000),
            Range("receiver.batchCount", file.Receiver.BatchCount, 1, 1024),
            Range("threads.feedPriority", file.Threads.FeedPriority, 0, 99),
            Range("warmUp.passes", file.WarmUp.Passes, 0, 1000),
            Range("ring.size", file.Ring.Size, 2, PipelineOptions.RingSizeMax),
            BitOperations.IsPow2(file.Ring.Size) ? null : $"ring.size: {file.Ring.Size} is not a power of two",
            Range("ring.strategies", file.Ring.Strategies, 1, 16),
            Word("ring.fullRing", file.Ring.FullRing, "wait", "detach"),
            file.Ring.Wait is null ? null : Word("ring.wait", file.Ring.Wait, WaitKinds.Names),
            Range("ring.instrumentsMax", file.Ring.InstrumentsMax, 1, PipelineOptions.InstrumentsMaxLimit),
            Range("ring.ordersMax", file.Ring.OrdersMax, 0, PipelineOptions.OrdersMaxLimit),
            Range("arbitration.gapCount", file.Arbitration.GapCount, 1, 4096),
            Range("arbitration.gapTimeUs", file.Arbitration.GapTimeUs, 0, 60_000_000),
            Word("loops.join", file.Loops.Join, "needed", LoopSection.Always),
            Range("loops.quietMs", file.Loops.QuietMs, LoopOptions.QuietMsMin, LoopOptions.QuietMsMax),
            Word("observe.ready", file.Observe.Ready, [.. ObserveSection.ReadyWords]),
            Range("observe.otlpPeriodMs", file.Observe.OtlpPeriodMs, 100, 3_600_000),
            Contradiction(file),
        }.Concat(ShareProblems(file.Share)).Concat(GatewayProblems(file.Gateway)).Concat(PublishProblems(file.Publish)).Concat(ObserveProblems(file.Observe))
        .Concat((file.Channels ?? []).Select(static channel => Channel("channels", channel))).OfType<string>()
        .Concat(CoreProblems(file, machineCores));

    // The system ends a path or a name at a NUL, and what was checked would not be what is opened.
    private static IEnumerable<string> TextProblems(ConfigurationFile file) =>
        new (string Member, string? Text)[]
        {
            ("cmeConfig", file.CmeConfig), ("warmUp.capture", file.WarmUp.Capture), ("instruments.cache", file.Instruments.Cache),
            ("share.name", file.Share.Name), ("gateway.listen", file.Gateway.Listen), ("gateway.tokens", file.Gateway.Tokens),
            ("gateway.journal", file.Gateway.Journal),
            ("observe.tokenVariable", file.Observe.TokenVariable), ("observe.tokenFile", file.Observe.TokenFile),
            ("interfaces.A", file.Interfaces?.A), ("interfaces.B", file.Interfaces?.B),
        }.Where(static member => member.Text is not null)
        .Concat(file.Receiver.DpdkArguments.Select(static (text, index) => ($"receiver.dpdkArguments[{index}]", (string?)text)))
        .Select(static member => TextProblem(member.Item1, member.Item2)).OfType<string>();

    private static string? TextProblem(string member, string? text) => text switch
    {
        null => $"{member}: null, give a text",
        "" => $"{member}: empty, give a text or leave it out",
        _ => text.Contains('\0') ? $"{member}: \"{PlainText.Short(text)}\" has a NUL in it, which no name has" : null,
    };

    private static IEnumerable<string?> ShareProblems(ShareSection share)
    {
        yield return Range("share.events", share.Events, ShareOptions.EventCountMin, ShareOptions.EventCountLimit);
        yield return BitOperations.IsPow2(share.Events) ? null : $"share.events: {share.Events} is not a power of two";
        yield return Range("share.instruments", share.Instruments, 1, ShareOptions.InstrumentCountLimit);
    }

    private static IEnumerable<string?> GatewayProblems(GatewaySection gateway)
    {
        if (gateway.Listen is { } listen && !ObserveSection.TryParseEndPoint(listen, out _))
            yield return $"gateway.listen: \"{PlainText.Short(listen)}\", give an address and a port such as 127.0.0.1:9470";
        yield return Range("gateway.loops", gateway.Loops, 1, 256);
        yield return Word("gateway.loop", gateway.Loop, [.. GatewaySection.LoopWords]);
        yield return Range("gateway.connections", gateway.Connections, 1, 1_000_000);
        yield return Range("gateway.backlogKib", gateway.BacklogKib, 64, 262_144);
        yield return Range("gateway.drainSeconds", gateway.DrainSeconds, 0, 3600);
        yield return Range("gateway.journalFileMib", gateway.JournalFileMib, JournalOptions.FileMibMin, JournalOptions.FileMibMax);
        yield return Range("gateway.journalFiles", gateway.JournalFiles, 2, JournalOptions.FileCountLimit);
        yield return Range("gateway.journalHours", gateway.JournalHours, 0, JournalOptions.HoursLimit);
        yield return Range("gateway.journalSyncMs", gateway.JournalSyncMs, 0, JournalOptions.SyncMsLimit);
    }

    private static IEnumerable<string> ObserveProblems(ObserveSection observe)
    {
        if (observe.Metrics is { } metrics && !ObserveSection.TryParseEndPoint(metrics, out _))
            yield return $"observe.metrics: \"{PlainText.Short(metrics)}\", give an address and a port such as {ObserveSection.MetricsDefault}";
        if (observe.Dashboard is { } dashboard && !ObserveSection.TryParseEndPoint(dashboard, out _))
            yield return $"observe.dashboard: \"{PlainText.Short(dashboard)}\", give an address and a port such as {ObserveSection.DashboardDefault}";
        if (observe.Otlp is { } otlp && !ObserveSection.TryParseCollector(otlp, out _))
            yield return "observe.otlp: no address of a collector, which is one such as http://127.0.0.1:4318, without a user";
        if (observe is { TokenVariable: not null, TokenFile: not null }) yield return "observe.tokenFile: there is tokenVariable too: keep one of them";
    }

    private static string? Channel(string member, int channel) => Range(member, channel, 1, ushort.MaxValue);

    internal static string? Word(string member, string value, params string[] words) =>
        words.Contains(value, StringComparer.Ordinal) ? null : $"{member}: \"{PlainText.Short(value)}\", give one of {string.Join(", ", words)}";

    private static string? Range(string member, int value, int min, int max) =>
        value >= min && value <= max ? null : $"{member}: {value} is out of range, give {min} to {max}";

    private static string? Contradiction(ConfigurationFile file) => file.Receiver switch
    {
        { Kind: "dpdk", Wait: "block" } => "receiver.wait: dpdk is polled and cannot block, use spin",
        { Kind: not "dpdk", DpdkArguments.Count: > 0 } => "receiver.dpdkArguments: only for receiver.kind dpdk",
        _ => null,
    };

    private static IEnumerable<string> CoreProblems(ConfigurationFile file, IReadOnlySet<int> machineCores)
    {
        HashSet<int> given = [];
        foreach ((string member, int core) in Cores(file.Threads))
        {
            if (core is < 0 or > CoreMax) yield return $"{member}: core {core} is out of range, give 0 to {CoreMax}";
            else if (MachineCores.Problem(core, machineCores) is { } problem) yield return $"{member}: {problem}";
            if (!given.Add(core)) yield return $"{member}: core {core} is given to two threads, which would wait for each other: give each its own";
        }

        int count = file.Threads.StrategyCores.Count;
        if (count > file.Ring.Strategies)
            yield return $"threads.strategyCores: {count} cores for {file.Ring.Strategies} strategies: name fewer, or raise ring.strategies";
    }

    private static IEnumerable<(string Member, int Core)> Cores(ThreadSection threads)
    {
        if (threads.FeedCore is { } core) yield return ("threads.feedCore", core);
        for (int i = 0; i < threads.StrategyCores.Count; i++) yield return ($"threads.strategyCores[{i}]", threads.StrategyCores[i]);
    }
}
