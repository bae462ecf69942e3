using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Journals;
using FeedHandler.Replay;
using static System.FormattableString;

namespace FeedHandler.Host.Journal;

/// <summary>What a journal holds, for a person and as JSON.</summary>
/// <param name="files">Its files.</param>
/// <param name="digests">Digests of events, by the channel's number.</param>
internal sealed class JournalReportText(IReadOnlyList<JournalFileReport> files, IReadOnlyDictionary<int, EventDigest> digests)
{
    private string Digest => DigestText.Of([.. digests.Values], [.. digests.Keys]);

    /// <summary>Writes it for a person.</summary>
    public void Write(TextPage output)
    {
        foreach (JournalFileReport file in files)
        {
            string orders = file.OrderStates == 0 ? "" : Invariant($" with {file.Orders:N0} orders");
            string events = Invariant($"events {file.First:N0} to {file.Last:N0} of life {file.Epoch}, {file.States:N0} states{orders}");
            output.WriteLine(PlainText.Of(Invariant($"file     {file.Name}: {events}, {file.Bytes:N0} bytes{(file.IsClosed ? "" : ", not closed")}")));
            string times = $"{TimeText.Of(file.FirstNs)} to {TimeText.Of(file.LastNs)} UTC";
            if (file.Events > 0) output.WriteLine(Invariant($"         {times}, {file.Points} points to begin at"));
            if (file.Lost > 0) output.WriteLine(Invariant($"         in front of it {file.Lost:N0} events were lost"));
            if (file.Missing > 0) output.WriteLine(Invariant($"         MISSING: {file.Missing:N0} events"));
            foreach (string fault in file.Faults) output.WriteLine(PlainText.Of($"         WRONG: {fault}"));
            if (file.FaultCount > file.Faults.Count) output.WriteLine(Invariant($"         and {file.FaultCount - file.Faults.Count:N0} more"));
        }

        output.WriteLine(Invariant($"events   {files.Sum(static file => file.Events):N0} in {files.Count:N0} files, digest {Digest}"));
    }

    /// <summary>Writes it as JSON.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("events", files.Sum(static file => file.Events));
        writer.WriteNumber("lost", files.Sum(static file => file.Lost));
        writer.WriteNumber("missing", files.Sum(static file => file.Missing));
        writer.WriteBoolean("isRight", files.All(static file => file.IsRight));
        writer.WriteNumber("digestVersion", EventDigest.Version);
        writer.WriteString("digest", Digest);
        writer.WriteStartArray("files");
        foreach (JournalFileReport file in files) Write(writer, file);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, JournalFileReport file)
    {
        writer.WriteStartObject();
        writer.WriteString("name", file.Name);
        writer.WriteNumber("epoch", file.Epoch);
        writer.WriteNumber("first", file.First);
        writer.WriteNumber("last", file.Last);
        writer.WriteString("firstNs", Invariant($"{file.FirstNs}"));
        writer.WriteString("lastNs", Invariant($"{file.LastNs}"));
        writer.WriteNumber("points", file.Points);
        writer.WriteNumber("bytes", file.Bytes);
        writer.WriteBoolean("isClosed", file.IsClosed);
        writer.WriteNumber("events", file.Events);
        writer.WriteNumber("states", file.States);
        writer.WriteNumber("orderStates", file.OrderStates);
        writer.WriteNumber("orders", file.Orders);
        writer.WriteNumber("lost", file.Lost);
        writer.WriteNumber("missing", file.Missing);
        writer.WriteTexts("faults", file.Faults);
        writer.WriteEndObject();
    }
}
