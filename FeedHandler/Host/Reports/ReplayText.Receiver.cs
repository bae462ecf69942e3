using FeedHandler.Core.Arbitration;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Lines;

namespace FeedHandler.Host.Reports;

internal static partial class ReplayText
{
    private static void WriteReceiver(TextPage output, FeedReport report)
    {
        if (report.Receiver is not { } receiver) return;
        output.WriteLine();
        output.WriteLine($"receiver {receiver.Kind}");
        TextTable groups = new(
            "line", "group", "interface", "member", "joins", "packets", "bytes", "dropped", "truncated", "foreign", "malformed", "errors")
        {
            LeftColumnCount = 4,
            KeyColumnCount = 2,
        };
        foreach (GroupStatus group in receiver.Groups)
        {
            groups.Add(
                LineMap.NameOf(group.Group.Feed), group.Group.Group.ToString(), group.Group.Interface, group.IsJoined ? "joined" : "left",
                Number(group.JoinCount), Number(group.Packets), Number(group.Bytes), Number(group.KernelDrops), Number(group.Truncated),
                Number(group.Foreign), Number(group.Malformed), Number(group.Errors));
        }

        groups.Write(output);
        TextTable margins = new("first by", "packets", "p50", "p99", "p99.9", "max");
        foreach ((ChannelReport channel, LineMargins of) in report.Channels.Zip(receiver.Margins))
        {
            string prefix = report.Channels.Count > 1 ? NameOf(channel) + " " : "";
            AddDurations(margins, prefix + "A", of.FirstA);
            AddDurations(margins, prefix + "B", of.FirstB);
        }

        margins.Write(output);
    }
}
