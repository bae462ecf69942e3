using System.Numerics;
using FeedHandler.Host.Replays;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

internal static partial class ConfigurationReader
{
    private static readonly string[] Receivers = ["auto", "socket", "io_uring", "xdp", "dpdk"];

    private static IEnumerable<string> RangeProblems(ConfigurationFile file) =>
        new[]
        {
            Word("venue", file.Venue, VenueNames.All),
            file.Channel is { } channel ? Channel("channel", channel) : null,
            Word("receiver.kind", file.Receiver.Kind, Receivers),
            Word("receiver.timestamps", file.Receiver.Timestamps, "kernel", "hardware", "none"),
            Word("receiver.wait", file.Receiver.Wait, "spin", "block"),
            Range("receiver.receiveBufferBytes", file.Receiver.ReceiveBufferBytes, 65_536, 1 << 30),
            Range("receiver.busyPollUs", file.Receiver.BusyPollUs, 0, 1_000_000),
            Range("receiver.batchCount", file.Receiver.BatchCount, 1, 1024),
            Range("threads.feedPriority", file.Threads.FeedPriority, 0, 99),
            Range("warmUp.passes", file.WarmUp.Passes, 0, 1000),
            Range("ring.size", file.Ring.Size, 2, 1 << 24),
            BitOperations.IsPow2(file.Ring.Size) ? null : $"ring.size: {file.Ring.Size} is not a power of two",
            Range("ring.strategies", file.Ring.Strategies, 1, 16),
            file.Ring.Wait is null ? null : Word("ring.wait", file.Ring.Wait, WaitKinds.Names),
            Range("ring.instrumentsMax", file.Ring.InstrumentsMax, 1, 1_000_000),
            Range("arbitration.gapCount", file.Arbitration.GapCount, 1, 4096),
            Range("arbitration.gapTimeUs", file.Arbitration.GapTimeUs, 0, 60_000_000),
            Contradiction(file),
        }.Concat((file.Channels ?? []).Select(static channel => Channel("channels", channel))).OfType<string>().Concat(CoreProblems(file.Threads));

    private static string? Channel(string member, int channel) => Range(member, channel, 1, ushort.MaxValue);

    private static string? Word(string member, string value, params string[] words) =>
        words.Contains(value, StringComparer.Ordinal) ? null : $"{member}: \"{PlainText.Short(value)}\", give one of {string.Join(", ", words)}";

    private static string? Range(string member, int value, int min, int max) =>
        value >= min && value <= max ? null : $"{member}: {value} is out of range, give {min} to {max}";

    private static string? Contradiction(ConfigurationFile file) => file.Receiver switch
    {
        { Kind: "dpdk", Wait: "block" } => "receiver.wait: dpdk is polled and cannot block, use spin",
        { Kind: not "dpdk", DpdkArguments.Count: > 0 } => "receiver.dpdkArguments: only for receiver.kind dpdk",
        _ => null,
    };

    private static IEnumerable<string> CoreProblems(ThreadSection threads)
    {
        int[] all = threads.FeedCore is { } core ? [core, .. threads.StrategyCores] : [.. threads.StrategyCores];
        foreach (int negative in all.Where(static number => number is < 0 or > 8191)) yield return $"threads: core {negative} is out of range, give 0 to 8191";
        foreach (int twice in all.GroupBy(static number => number).Where(static group => group.Count() > 1).Select(static group => group.Key))
            yield return $"threads: core {twice} is given to two threads, which would wait for each other: give each its own";
    }
}
