using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Receivers;
using FeedHandler.Replay.Frames;
using FeedHandler.Replay.Recording;

namespace FeedHandler.Host.Live;

/// <summary>A recording of what a live receiver brings, by `record` and beside `run`.</summary>
internal static class LiveRecording
{
    /// <summary>Refuses groups that a recording cannot hold.</summary>
    /// <param name="option">The option that names the recording, for messages.</param>
    /// <param name="groups">The groups that will be recorded.</param>
    /// <exception cref="UsageException">A group is of IPv6.</exception>
    public static void RequireIPv4(string option, IReadOnlyList<LineGroup> groups)
    {
        if (groups.FirstOrDefault(static group => !TryGetEndpoint(group, out UdpEndpoint endpoint) || endpoint.IsIPv6) is { } wrong)
            throw new UsageException($"{option}: {wrong.Group} is a group of IPv6. Recordings hold IPv4 frames.");
    }

    /// <summary>Begins a recording.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="groups">The groups that will be recorded.</param>
    /// <param name="notesGaps">Whether a feed will note what it gives up.</param>
    /// <param name="onFailure">Told at once why writing ended early.</param>
    public static PacketRecorder Start(Stream file, IReadOnlyList<LineGroup> groups, bool notesGaps, Action<Exception> onFailure) =>
        new(file, EndpointsOf(groups), notesGaps, onFailure);

    /// <summary>Where each group is sent, and what it carries, as recordings take it.</summary>
    /// <param name="groups">The groups, of IPv4.</param>
    public static IReadOnlyList<(UdpEndpoint Endpoint, FeedGroup Feed)> EndpointsOf(IReadOnlyList<LineGroup> groups) =>
        [.. groups.Select(static group => (EndpointOf(group), group.Feed))];

    private static bool TryGetEndpoint(LineGroup group, out UdpEndpoint endpoint) => UdpEndpoint.TryParse(group.Group.ToString(), out endpoint);

    private static UdpEndpoint EndpointOf(LineGroup group) =>
        TryGetEndpoint(group, out UdpEndpoint endpoint) ? endpoint : throw new ArgumentException($"{group.Group} is no endpoint.");
}
