using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Engine;

/// <summary>Groups to join, as they are written on one line.</summary>
public static class LiveLines
{
    /// <summary>Reads groups.</summary>
    /// <param name="lines">Groups, such as "239.1.1.1:14310=A" or "239.1.1.1:14310=310/incremental/A", parted by commas.</param>
    /// <param name="on">The network interface, by name or by its own address.</param>
    /// <param name="onB">That of line B, where it has one of its own.</param>
    /// <exception cref="LinesException">They are no groups.</exception>
    public static IReadOnlyList<LineGroup> Read(string lines, string on, string? onB = null)
    {
        try
        {
            return [.. LineMap.Parse(lines).Entries.Select(entry => new LineGroup(
                entry.Feed, IPEndPoint.Parse(entry.Destination.ToString()), entry.Feed.Line == Line.A ? on : onB ?? on))];
        }
        catch (LineMapException failure)
        {
            throw new LinesException(failure.Message);
        }
    }
}
