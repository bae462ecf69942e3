using System.Globalization;
using FeedHandler.Core.Sharing;
using FeedHandler.Engine;
using FeedHandler.Native.Files;

namespace FeedHandler.Host.Check;

/// <summary>Whether a feed can be shared where the configuration says: the folder, what stands there, and room. Nothing is made.</summary>
internal static class ShareChecks
{
    private const string Name = "share";
    private const string Begins = "the feed does not begin";

    /// <summary>Looks at what the configuration says of sharing.</summary>
    public static IEnumerable<Finding> Run(FeedConfiguration configuration)
    {
        if (configuration.Share is not { } share) yield break;
        string path = share.Path;
        string folder = Path.GetDirectoryName(path)!;
        FileKind kind = FileIdentity.Of(path, followsLink: false).Kind;
        if (!Directory.Exists(folder)) yield return Finding.Problem(Name, $"there is no folder {folder}", Begins, "make it, or give a name without a slash");
        else if (kind is not (FileKind.Missing or FileKind.Regular))
            yield return Finding.Problem(Name, $"{path} is no regular file", "it is left alone, and " + Begins, "give another name");
        else if (!FileIdentity.CheckWritable(kind == FileKind.Missing ? folder : path).IsSuccess)
            yield return Finding.Problem(Name, $"{path} may not be written", Begins, "give another name, or the rights of the user who runs the feed");
        else yield return Room(folder, share, OrderCount(configuration));
    }

    private static long OrderCount(FeedConfiguration configuration) =>
        (long)configuration.File.Ring.OrdersMax * configuration.AllGroups.Select(static group => group.Feed.ChannelId).Distinct().Count();

    private static Finding Room(string folder, ShareOptions share, long orderCount)
    {
        long bytes = SharedFeedHeader.AnnexBytes(share.InstrumentCountMax, orderCount) + ((long)share.EventCount * Core.Events.MarketEvent.Bytes);
        long held = File.Exists(share.Path) ? new FileInfo(share.Path).Length : 0; // that of a feed before is taken over or replaced
        long free = new DriveInfo(folder).AvailableFreeSpace + held;
        string found = string.Create(CultureInfo.InvariantCulture, $"{share.Path}, {bytes >> 20:N0} MiB of {free >> 20:N0}");
        return bytes <= free
            ? Finding.Good(Name, found)
            : Finding.Problem(Name, found, "there is no room, and " + Begins, "lower share.events, share.instruments or ring.ordersMax, or make room");
    }
}
