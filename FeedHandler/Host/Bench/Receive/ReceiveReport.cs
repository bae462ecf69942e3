using System.Globalization;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Machine;
using FeedHandler.Replay;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>What a receive benchmark measured: medians over the rounds, and the ratio to the receiver in C.</summary>
internal sealed record ReceiveReport(MachineDescription Machine, ReceiveRate Rate, IReadOnlyList<ReceiveRound> Rounds, IReadOnlyList<string> Notes)
{
    /// <summary>Whether it was told to stop before the end.</summary>
    public bool WasStopped { get; init; }

    /// <summary>What should have been done besides and was not.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>For a person.</summary>
    public void WriteText(TextPage output)
    {
        output.WriteLine(
            $"{Rate.Count} packets of {Rate.PayloadBytes} bytes at {Rate.PacketsPerSecond}/s, {Rate.SendInterface} to {Rate.Interface}; "
            + "from when a packet was due to be sent to its handler, and to a strategy behind arbitration, decoder and book");
        output.WriteLine("medians of the rounds");
        TextTable table = new("receiver", "rounds", "received", "min", "p50", "p99", "p99.9", "max", "p50 to C", "p99.9 to C");
        foreach (ReceiveRound row in Medians())
        {
            table.Add(
                row.Receiver, Text(Rounds.Count(round => round.Receiver == row.Receiver)), Text(row.Count), DurationText.Of(row.MinNs),
                DurationText.Of(row.P50Ns), DurationText.Of(row.P99Ns), DurationText.Of(row.P999Ns), DurationText.Of(row.MaxNs),
                Ratio(row, static round => round.P50Ns), Ratio(row, static round => round.P999Ns));
        }

        table.Write(output);
        if (WasStopped) output.WriteLine("note: stopped before the end: some rounds are missing");
        foreach (string note in Notes) output.WriteLine(PlainText.Of($"note: {note}"));
        foreach (string failure in Failures) output.WriteLine(PlainText.Of($"FAILED: {failure}"));
    }

    /// <summary>For a program.</summary>
    public string ToJson()
    {
        return JsonPage.Of(json =>
        {
            json.WriteMachine(Machine);
            json.WriteNumber("packetsPerSecond", Rate.PacketsPerSecond);
            json.WriteNumber("packets", Rate.Count);
            json.WriteNumber("payloadBytes", Rate.PayloadBytes);
            json.WriteString("sendInterface", Rate.SendInterface);
            json.WriteString("interface", Rate.Interface);
            WriteRounds(json, "medians", Medians());
            WriteRounds(json, "rounds", Rounds);
            json.WriteBoolean("stopped", WasStopped);
            json.WriteTexts("notes", Notes);
            json.WriteTexts("failures", Failures);
        });
    }

    private static void WriteRounds(Utf8JsonWriter json, string name, IEnumerable<ReceiveRound> rounds)
    {
        json.WriteStartArray(name);
        foreach (ReceiveRound round in rounds)
        {
            json.WriteStartObject();
            json.WriteString("receiver", round.Receiver);
            json.WriteNumber("received", round.Count);
            json.WriteStartObject("latencyNs");
            json.WriteNumber("min", round.MinNs);
            json.WriteNumber("p50", round.P50Ns);
            json.WriteNumber("p99", round.P99Ns);
            json.WriteNumber("p999", round.P999Ns);
            json.WriteNumber("max", round.MaxNs);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private IEnumerable<ReceiveRound> Medians() =>
        Rounds.GroupBy(static round => round.Receiver, StringComparer.Ordinal).Select(static group => new ReceiveRound(
        group.Key, (int)Median(group, static round => round.Count), Median(group, static round => round.MinNs), Median(group, static round => round.P50Ns),
        Median(group, static round => round.P99Ns), Median(group, static round => round.P999Ns), Median(group, static round => round.MaxNs)));

    private static long Median(IEnumerable<ReceiveRound> rounds, Func<ReceiveRound, long> value)
    {
        long[] sorted = [.. rounds.Select(value).Order()];
        return sorted[sorted.Length / 2];
    }

    private string Ratio(ReceiveRound row, Func<ReceiveRound, long> value)
    {
        ReceiveRound? least = Medians().FirstOrDefault(static round => round.Receiver == ReceiverInC.Name);
        return least is null || value(least) == 0 ? "-" : (value(row) / (double)value(least)).ToString("F2", CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
