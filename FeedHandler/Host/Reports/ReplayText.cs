using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Replay;
using FeedHandler.Sinks.Strategies;

namespace FeedHandler.Host.Reports;

/// <summary>A replay's report for a person.</summary>
internal static partial class ReplayText
{
    /// <summary>Writes the report.</summary>
    /// <param name="output">Takes the text.</param>
    /// <param name="report">What to write.</param>
    /// <param name="repeats">All runs in order, of which the report is the last.</param>
    /// <param name="topCount">How many books to show.</param>
    public static void Write(TextPage output, FeedReport report, IReadOnlyList<FeedReport> repeats, int topCount)
    {
        WriteCapture(output, report);
        WriteReceiver(output, report);
        WriteWire(output, report);
        WriteFeedThread(output, report.Polls);
        WriteChannels(output, report);
        WriteFrames(output, report);
        WriteMessages(output, report);
        WriteEvents(output, report);
        WriteInstruments(output, report.Instruments, topCount);
        WriteStrategies(output, report);
        WriteLatency(output, report);
        WriteRuns(output, repeats);
        foreach (string warning in report.Warnings) output.WriteLine(PlainText.Of($"note: {warning}"));
        foreach (string failure in report.Failures) output.WriteLine(PlainText.Of($"FAILED: {failure}"));
    }

    private static void WriteCapture(TextPage output, FeedReport report)
    {
        foreach (FileReport file in report.Files) output.WriteLine(PlainText.Of(Text($"capture  {file.Path}  {file.Bytes:N0} bytes")));
        FeedRun run = report.Run;
        if (run.PacketCount == 0) return;
        double seconds = (run.LastRxNs - run.FirstRxNs) / 1e9;
        string source = report.Receiver is null ? "capture" : "packets";
        string times = run.HasTimes ? Text($"{TimeText.Of(run.FirstRxNs)} UTC, {seconds:N3} s of {source}") : "no times,";
        output.WriteLine($"time     {times} in {DurationText.Of(run.WallNs)}");
    }

    private static void WritePackets(TextPage output, PacketReport packets)
    {
        LineReport both = packets.Both;
        output.WriteLine(Text($"packets  {packets.Total:N0}: {both.Delivered:N0} delivered, {both.Duplicates:N0} duplicates, {both.Late:N0} late, ")
            + Text($"{both.Damaged:N0} damaged, {both.Foreign:N0} foreign, {both.Held:N0} held; {packets.Reordered:N0} waited, ")
            + Text($"{packets.Gaps:N0} gaps, {packets.Lost:N0} lost"));
        string[] rare = [.. Rare(packets)];
        if (rare.Length > 0) output.WriteLine($"sequence {string.Join(", ", rare)}");
    }

    private static IEnumerable<string> Rare(PacketReport packets)
    {
        if (packets.Cut > 0) yield return Text($"{packets.Cut:N0} numbers cut out of the capture on purpose, which is no loss");
        if (packets.Restarts > 0) yield return packets.Restarts == 1 ? "once started again" : Text($"{packets.Restarts:N0} times started again");
        if (packets.Jumps > 0) yield return Text($"{packets.Jumps:N0} jumps beyond the window");
        if (packets.Unconfirmed > 0) yield return Text($"{packets.Unconfirmed:N0} times contradicted by one packet that nothing confirmed");
        if (packets.Doubts > 0) yield return Text($"{packets.Doubts:N0} times in doubt over packets that this machine dropped");
    }

    private static void WriteFrames(TextPage output, FeedReport report)
    {
        IEnumerable<KeyValuePair<string, long>> others = report.Frames.Where(static frame => frame.Value > 0 && frame.Key != "udp");
        string[] skipped = [.. others.Select(frame => Text($"{frame.Value:N0} {frame.Key}"))];
        if (skipped.Length > 0) output.WriteLine($"skipped  frames: {string.Join(", ", skipped)}");
        if (report.OpenedText.Length > 0) output.WriteLine($"opened   {report.OpenedText}");
    }

    private static void WriteMessages(TextPage output, FeedReport report)
    {
        output.WriteLine();
        output.WriteLine(Text($"messages {report.Messages.Sum(static message => message.Count):N0}, {report.Decoding["entries"]:N0} entries"));
        TextTable table = new("template", "name", "by line A", "by line B", "count") { LeftColumnCount = 2 };
        foreach (MessageReport message in report.Messages)
        {
            string id = message.TemplateId.ToString(CultureInfo.InvariantCulture);
            table.Add(id, message.Name, Number(message.LineA), Number(message.LineB), Number(message.Count));
        }

        table.Write(output);
        string[] faults = [.. report.Decoding.Where(static count => count.Value > 0 && count.Key is not ("entries" or "orderEntries"))
            .Select(count => Text($"{count.Value:N0} {count.Key}"))];
        if (faults.Length > 0) output.WriteLine($"decoder  {string.Join(", ", faults)}");
    }

    private static void WriteEvents(TextPage output, FeedReport report)
    {
        output.WriteLine();
        output.WriteLine(Text($"events   {report.EventCount:N0}, {report.EventsPerSecond:N0} per second"));
        output.WriteLine($"digest   {report.Digest}{(report.Run.WasStopped ? "  (stopped before the end)" : "")}");
    }

    private static void WriteStrategies(TextPage output, FeedReport report)
    {
        output.WriteLine();
        TextTable table = new("strategy", "events", "digest", "results") { LeftColumnCount = 1 };
        foreach (StrategyOutcome strategy in report.Strategies)
        {
            table.Add(
                PlainText.Of(strategy.Name), Number(strategy.EventCount), strategy.Digest(report.ChannelIds),
                PlainText.Of(string.Join(", ", strategy.Results.Select(static result => Text($"{result.Name} {result.Value:#,0.#########}")))));
        }

        table.Write(output);
    }

    private static void WriteLatency(TextPage output, FeedReport report)
    {
        output.WriteLine();
        ThreadReport threads = report.Threads;
        string feedCore = (threads.FeedCore is { } core ? Text($"core {core}") : "any core")
            + (threads.FeedPriority is { } priority ? Text($" with priority {priority}") : "");
        string strategyCores = threads.StrategyCores.Count > 0
            ? $"cores {string.Join(',', threads.StrategyCores.Select(static pinned => pinned is null ? "any" : Text($"{pinned}")))}"
            : "any core";
        string way = threads.RingSize > 0
            ? Text($"ring of {threads.RingSize:N0} events, {threads.Wait} wait, feed on {feedCore}, strategies on {strategyCores}")
            : $"inline, feed and strategies on {feedCore}";
        output.WriteLine(Text($"latency  {way} of {threads.CoreCount}, clock {threads.Clock}"));
        if (report.HasLatency) LatencyTable.Write(output.Writer, report.Latency, output.ColumnCount);
        WriteWays(output, report);
        if (report.Flight is { } flight) FlightText.Write(output, flight, report.ChannelIds.Count > 1);
        if (report.Gateway is { } gateway) GatewayText.Write(output, gateway);
        if (report.Publish is { } published) PublicationText.Write(output, published);
        output.WriteLine(Text($"memory   {report.AllocatedBytesHotPath:N0} bytes allocated on the hot path, {report.GcCollections} collections"));
    }

    private static void WriteRuns(TextPage output, IReadOnlyList<FeedReport> repeats)
    {
        if (repeats.Count < 2) return;
        output.WriteLine();
        TextTable table = new("run", "wall", "events/s", "allocated", "digest");
        for (int i = 0; i < repeats.Count; i++)
        {
            FeedReport run = repeats[i];
            table.Add(Number(i + 1), DurationText.Of(run.Run.WallNs), Number((long)run.EventsPerSecond), Number(run.AllocatedBytesHotPath), run.Digest);
        }

        table.Write(output);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
