using System.Text.Json;
using FeedHandler.Distribution;
using FeedHandler.Gateway.Journals;
using FeedHandler.Host.Shell;
using FeedHandler.Replay;
using static System.FormattableString;

namespace FeedHandler.Host.Reports;

/// <summary>What became of what a feed published, for a person and as JSON.</summary>
internal static class PublicationText
{
    private const string Indent = "           ";

    /// <summary>Writes it for a person.</summary>
    public static void Write(TextPage output, PublishReport report)
    {
        IReadOnlyDictionary<PublishCount, long> counts = report.Counts;
        string kept = Invariant($"{counts[PublishCount.Acknowledged]:N0} kept, {counts[PublishCount.Duplicates]:N0} there already");
        output.WriteLine(Invariant($"published  {counts[PublishCount.Events]:N0} events in {counts[PublishCount.Messages]:N0} messages: {kept}"));
        string again = Invariant($"{counts[PublishCount.Refused]:N0} refused, {counts[PublishCount.Restarts]:N0} times begun again out of the journal");
        output.WriteLine(Invariant($"{Indent}{counts[PublishCount.States]:N0} states of instruments; {again}"));
        string left = Invariant($"{counts[PublishCount.Behind]:N0} events not acknowledged, {counts[PublishCount.Lost]:N0} lost");
        string journal = Invariant($"{report.Journal.Counts[JournalCount.Events]:N0} events in {report.Journal.Counts[JournalCount.Files]:N0} files");
        output.WriteLine(PlainText.Of($"{Indent}{left}; journal {report.Journal.Folder}: {journal}"));
        string roles = string.Join(", ", report.Channels.Select(static channel => Invariant($"{channel.ChannelId} {NameOf(channel.Role)}")));
        output.WriteLine($"{Indent}channels: {roles}");
    }

    /// <summary>Writes it as the member `published`.</summary>
    public static void WriteMember(Utf8JsonWriter writer, PublishReport report)
    {
        writer.WriteStartObject("published");
        foreach ((PublishCount count, long number) in report.Counts) writer.WriteNumber(NameOf(count), number);
        writer.WriteStartObject("journal");
        foreach ((JournalCount count, long number) in report.Journal.Counts) writer.WriteNumber(NameOf(count), number);
        writer.WriteEndObject();
        writer.WriteStartArray("channels");
        foreach ((int channelId, ChannelRole role) in report.Channels)
        {
            writer.WriteStartObject();
            writer.WriteNumber("channel", channelId);
            writer.WriteString("role", NameOf(role));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("failure", report.Failure);
        writer.WriteEndObject();
    }

    private static string NameOf<TName>(TName name)
        where TName : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(name.ToString());
}
