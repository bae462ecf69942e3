using FeedHandler.Host.Reports;

namespace FeedHandler.Host.Commands;

/// <summary>Tells captures of something else from captures of the venue.</summary>
internal static class MessageCheck
{
    /// <summary>Accepts a replay that met at least one message of the venue, or was stopped before it could.</summary>
    /// <exception cref="CommandException">There was none.</exception>
    public static void Require(ReplayReport report)
    {
        long known = report.Messages.Where(static message => message.Name != "unknown").Sum(static message => message.Count);
        if (report.Run.WasStopped || known > report.Decoding["unknownSchemas"]) return;
        string paths = string.Join(", ", report.Files.Select(static file => file.Path));
        throw new CommandException(report.Packets.Total == 0
            ? $"{paths}: no packet of the lines; name the destinations of the feed with --lines"
            : $"{paths}: {report.Packets.Total} packets and no CME MDP 3.0 message in them; give a capture of a CME feed, or name its lines with --lines");
    }
}
