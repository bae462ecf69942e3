using System.ComponentModel;

namespace FeedHandler.Engine;

/// <summary>The steps of the ladder by which a channel heals, as a configuration writes them, and what is wrong with what it writes.</summary>
public static class RecoverySteps
{
    /// <summary>Lost packets are asked for by TCP.</summary>
    public const string Replay = "replay";

    /// <summary>Loops of snapshots are joined.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>Levels are stated again.</summary>
    public const string Refresh = "refresh";

    private static readonly string[] Ladder = [Replay, Snapshot, Refresh];

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<string> All => Ladder;

    /// <summary>The steps of a channel; null where nothing is said, which is all that is configured.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="channelId">The channel's number.</param>
    internal static IReadOnlyList<string>? Of(ConfigurationFile file, int channelId) =>
        file.ChannelRecovery?.FirstOrDefault(entry => entry?.Channel == channelId)?.Steps ?? file.Recovery;

    /// <summary>What is wrong with steps that stand somewhere.</summary>
    /// <param name="member">Where.</param>
    /// <param name="steps">The steps; null for none said.</param>
    internal static IEnumerable<string> Problems(string member, IReadOnlyList<string>? steps)
    {
        foreach (string step in steps ?? [])
        {
            if (ConfigurationReader.Word(member, step ?? "", Ladder) is { } problem) yield return problem;
        }

        string[] known = [.. (steps ?? []).Where(static step => Ladder.Contains(step, StringComparer.Ordinal))];
        if (!known.SequenceEqual(Ladder.Where(step => known.Contains(step, StringComparer.Ordinal)), StringComparer.Ordinal))
            yield return $"{member}: {string.Join(", ", known)}: give each once, in the order of {string.Join(", ", Ladder)}";
    }
}

/// <summary>How one channel heals.</summary>
public sealed record ChannelRecoveryEntry
{
    /// <summary>The channel's number.</summary>
    [Description("Channel id (1 to 65535), one of the file")]
    public required int Channel { get; set; }

    /// <summary>The steps.</summary>
    [Description("replay, snapshot and refresh, in this order and each or not")]
    public required IReadOnlyList<string> Steps { get; set; }
}
