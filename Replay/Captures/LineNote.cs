using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Replay.Captures;

/// <summary>
/// A comment of a capture's section that tells which destination is which line, for captures of which too few packets are there to prove it:
/// "feedhandler lines 224.0.31.64:14340=310/incremental/A".
/// </summary>
public static class LineNote
{
    private const string Prefix = "feedhandler lines ";

    /// <summary>The comment.</summary>
    /// <param name="groups">Where each group is sent, and what it carries.</param>
    public static string Of(IEnumerable<(UdpEndpoint Endpoint, FeedGroup Feed)> groups) =>
        Prefix + string.Join(',', groups.Select(static group => $"{group.Endpoint}={LineMap.NameOf(group.Feed)}"));

    /// <summary>The map that a comment tells, as it would be typed; null for any other comment.</summary>
    internal static string? Find(string comment) => comment.StartsWith(Prefix, StringComparison.Ordinal) ? comment[Prefix.Length..] : null;
}
