using System.Text.Json;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Journals;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;
using FeedHandler.Replay;
using static System.FormattableString;

namespace FeedHandler.Host.Reports;

/// <summary>What a gateway did, for a person and as JSON.</summary>
internal static class GatewayText
{
    private const string Indent = "         ";

    /// <summary>Writes it for a person.</summary>
    public static void Write(TextPage output, GatewayReport report)
    {
        output.WriteLine(Line(report));
        string closed = Reasons(report.Closed);
        if (closed.Length > 0) output.WriteLine($"{Indent}closed: {closed}");
        string rejected = Reasons(report.Rejected);
        if (rejected.Length > 0) output.WriteLine($"{Indent}refused: {rejected}");
        output.WriteLine(Slow(report));
        if (report.Journal is { } journal) WriteJournal(output, journal);
        if (report.Latency.TotalCount == 0) return;
        DurationHistogram latency = report.Latency;
        string[] shares = [.. new[] { 50, 99, 99.9 }.Select(share => Invariant($"p{share} {DurationText.Of(latency.PercentileNs(share))}"))];
        output.WriteLine($"{Indent}received to sent: {string.Join(", ", shares)}, longest {DurationText.Of(latency.MaxNs)}");
    }

    /// <summary>Where it stands, in a line.</summary>
    public static string Line(GatewayReport report)
    {
        IReadOnlyDictionary<GatewayCount, long> counts = report.Sessions;
        string clients = Invariant($"{report.Transport[LoopCount.Connections]:N0} connections, {counts[GatewayCount.Sessions]:N0} clients");
        string told = Invariant($"{counts[GatewayCount.Messages]:N0} messages of {counts[GatewayCount.Events]:N0} events");
        string state = Invariant($"{counts[GatewayCount.Interests]:N0} subscribed instruments, {told}, {counts[GatewayCount.Lag]:N0} behind");
        return $"gateway  {report.LocalEndPoint}: {clients}, {state}";
    }

    /// <summary>Writes it as the member `gateway`.</summary>
    public static void WriteMember(Utf8JsonWriter writer, GatewayReport report)
    {
        writer.WriteStartObject("gateway");
        Write(writer, report);
        writer.WriteEndObject();
    }

    /// <summary>Writes its members.</summary>
    public static void Write(Utf8JsonWriter writer, GatewayReport report)
    {
        writer.WriteString("listen", report.LocalEndPoint.ToString());
        writer.WriteNumber("loops", report.LoopCount);
        writer.WriteString("loop", LoopChoice.WordOf(report.Kind));
        WriteCounts(writer, "sessions", report.Sessions);
        WriteCounts(writer, "transport", report.Transport);
        WriteCounts(writer, "closed", report.Closed);
        WriteCounts(writer, "rejected", report.Rejected);
        if (report.Journal is { } journal)
        {
            WriteCounts(writer, "journal", journal.Counts);
            writer.WriteString("journalFailure", journal.Failure);
        }

        writer.WriteStartObject("latency");
        writer.WriteNumber("count", report.Latency.TotalCount);
        writer.WriteNumber("p50Ns", report.Latency.PercentileNs(50));
        writer.WriteNumber("p99Ns", report.Latency.PercentileNs(99));
        writer.WriteNumber("p999Ns", report.Latency.PercentileNs(99.9));
        writer.WriteNumber("maxNs", report.Latency.MaxNs);
        writer.WriteEndObject();
    }

    private static void WriteJournal(TextPage output, JournalReport journal)
    {
        IReadOnlyDictionary<JournalCount, long> counts = journal.Counts;
        string written = Invariant($"{counts[JournalCount.Events]:N0} events, {counts[JournalCount.Bytes]:N0} bytes in {counts[JournalCount.Files]:N0} files");
        output.WriteLine(PlainText.Of(Invariant($"{Indent}journal {journal.Folder}: {written}, {counts[JournalCount.Lost]:N0} events lost")));
        if (journal.Failure is { } failure) output.WriteLine(PlainText.Of($"{Indent}{failure}"));
    }

    private static string Slow(GatewayReport report)
    {
        IReadOnlyDictionary<GatewayCount, long> counts = report.Sessions;
        string skips = Invariant($"{counts[GatewayCount.Skips]:N0} skips, {counts[GatewayCount.Conflations]:N0} conflations");
        string ends = Invariant($"{counts[GatewayCount.SlowDisconnects]:N0} disconnected, {counts[GatewayCount.Untold]:N0} events not told");
        long leftOut = counts[GatewayCount.OrdersLeftOut];
        string orders = leftOut > 0 ? Invariant($", {leftOut:N0} without orders: too many for --backlog-kib") : "";
        return Invariant($"{Indent}slow clients: {skips}, {ends}; {counts[GatewayCount.Snapshots]:N0} snapshots{orders}");
    }

    private static string Reasons<TReason>(IReadOnlyDictionary<TReason, long> counts)
        where TReason : struct, Enum =>
        string.Join(", ", counts.Where(static count => count.Value > 0).Select(static count => Invariant($"{count.Value:N0} {NameOf(count.Key)}")));

    private static void WriteCounts<TCount>(Utf8JsonWriter writer, string name, IReadOnlyDictionary<TCount, long> counts)
        where TCount : struct, Enum
    {
        writer.WriteStartObject(name);
        foreach ((TCount count, long number) in counts) writer.WriteNumber(NameOf(count), number);
        writer.WriteEndObject();
    }

    private static string NameOf<TName>(TName name)
        where TName : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(name.ToString());
}
