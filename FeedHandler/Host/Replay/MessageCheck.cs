using System.Globalization;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Replay;

/// <summary>Tells captures of something else from captures of the venue.</summary>
internal static class MessageCheck
{
    /// <summary>Accepts a replay that met at least one message of the venue, or was stopped before it could.</summary>
    /// <param name="report">The replay.</param>
    /// <param name="areLinesGiven">Whether the lines were typed, so that to type them is no advice.</param>
    /// <exception cref="CommandException">There was none; the message says what there was instead.</exception>
    public static void Require(FeedReport report, bool areLinesGiven)
    {
        long known = report.Messages.Where(static message => message.Name != "unknown").Sum(static message => message.Count);
        if (report.Run.WasStopped || known > report.Decoding["unknownSchemas"]) return;
        string paths = string.Join(", ", report.Files.Select(static file => file.Path));
        if (report.Run.PacketCount == 0)
        {
            string named = areLinesGiven ? "destinations that --lines names: name those" : "lines: name with --lines the destinations";
            throw new CommandException($"{paths}: no packet to the {named} of the feed{Others(report)}");
        }

        string advice = areLinesGiven ? " with these destinations" : ", or name its lines with --lines";
        throw new CommandException(string.Create(
            CultureInfo.InvariantCulture,
            $"{paths}: {report.Run.PacketCount} packets and no {Name(report)} message in them{Instead(report)}{Others(report)}; ")
            + $"give a capture of a {report.Venue.ToUpperInvariant()} feed{advice}");
    }

    private static long NotFollowed(ChannelReport channel) =>
        channel.Groups.Where(static group => !group.IsLoop).Sum(static group => group.OtherPackets);

    private static string Name(FeedReport report) => FeedVenue.All.FirstOrDefault(venue => venue.Name == report.Venue)?.Title ?? report.Venue;

    private static string Others(FeedReport report) => report.OtherFrames.Length > 0 ? $"; there are frames that were not read: {report.OtherFrames}" : "";

    private static string Instead(FeedReport report)
    {
        LineReport both = report.Packets.Both;
        (long Count, string What)[] counts =
        [
            (both.Damaged, "are no whole packets of the venue"),
            (both.Foreign, "contradict the sequence"),
            (report.Channels.Sum(NotFollowed), "came by groups of roles that are not decoded"),
            (report.Decoding["unknownTemplates"], "messages have a template that the schema does not have"),
            (report.Decoding["unknownSchemas"], "messages are of another schema"),
        ];
        string[] found = [.. counts.Where(static count => count.Count > 0).Select(static count => FormattableString.Invariant($"{count.Count} {count.What}"))];
        return found.Length > 0 ? $": {string.Join(", ", found)}" : "";
    }
}
